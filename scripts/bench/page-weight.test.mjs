import { once } from "node:events";
import { createServer } from "node:http";
import { gzipSync } from "node:zlib";
import { afterEach, expect, it } from "vitest";
import { weighPage } from "./page-weight.mjs";

const html = `<script src="/a.js"></script><link rel="preload" as="script" href="/b.js">
<script src="/b.js"></script><script nomodule src="/old.js"></script>`;
const large = "let large = 1;".repeat(500);
const small = "let small = 1;";

const server = createServer(({ url, headers }, response) => {
  const text = { "/a.js": large, "/b.js": small, "/": html }[url ?? ""] ?? "not to be asked for";
  const isPacked = text === large && headers["accept-encoding"]?.includes("gzip");
  if (isPacked) response.setHeader("Content-Encoding", "gzip");
  response.end(isPacked ? gzipSync(text) : text);
});
afterEach(() => server.close());

it("a page weighs what goes over the wire: packed where the server packs, once each", async () => {
  await once(server.listen(0, "127.0.0.1"), "listening");
  expect(await weighPage(`http://127.0.0.1:${server.address().port}/`)).toEqual({
    html: html.length,
    scripts: gzipSync(large).length + small.length,
  });
});
