import { type Exchange, sendHtml, sendJson } from "./http";
import type { Settings } from "./settings";

/** The live host answers a GET that it does not know with its web app's empty page, and 200. */
export const unknownPathHtml = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Medblocks</title></head>
<body><div id="root"></div></body>
</html>
`;

export function answerUnknownPath(exchange: Exchange, settings: Settings): void {
  const isRead = exchange.method === "GET" || exchange.method === "HEAD";
  if (isRead && settings.unknownPaths === "html") {
    sendHtml(exchange, 200, unknownPathHtml);
  } else {
    // Not the API's envelope: nothing of the API has seen this call.
    sendJson(exchange, { status: 404, body: { message: "Not Found" } });
  }
}
