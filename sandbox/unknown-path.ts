import { type Exchange, sendHtml, sendJson } from "./http";
import type { Settings } from "./settings";

/** The live host answers a GET that it does not know with its web app's empty page, and 200. */
export const unknownPathHtml = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Medblocks</title></head>
<body><div id="root"></div></body>
</html>
`;

const proxyHtml = `<html>
<head><title>404 Not Found</title></head>
<body><center><h1>404 Not Found</h1></center><hr><center>nginx</center></body>
</html>
`;

/** Never the API's envelope: nothing of the API has seen this call. */
export function answerUnknownPath(exchange: Exchange, { unknownPaths }: Settings): void {
  const isRead = exchange.method === "GET" || exchange.method === "HEAD";
  if (unknownPaths === "proxy") {
    sendHtml(exchange, 404, proxyHtml);
  } else if (unknownPaths === "method") {
    sendJson(exchange, { status: 405, body: { message: "Method Not Allowed" } });
  } else if (unknownPaths === "html" && isRead) {
    sendHtml(exchange, 200, unknownPathHtml);
  } else {
    sendJson(exchange, { status: 404, body: { message: "Not Found" } });
  }
}
