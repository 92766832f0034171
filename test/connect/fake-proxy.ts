import { once } from "node:events";
import { createServer } from "node:http";
import { connect } from "node:net";
import { onTestFinished } from "vitest";

/**
 * For tests only: a proxy as clinics have one, which leads every address to one server of this machine.
 *
 * @param answer what it says instead of letting anything through
 */
export async function startFakeProxy(target: string, answer = "") {
  const asked: string[] = [];
  const secrets: (string | undefined)[] = [];
  const server = createServer((_, response) => response.writeHead(502).end());
  server.on("connect", (request, socket) => {
    asked.push(request.url ?? "");
    secrets.push(request.headers["proxy-authorization"]);
    socket.on("error", () => {});
    if (answer) return void socket.end(`HTTP/1.1 ${answer}\r\n\r\n`);
    const { port } = new URL(target);
    const there = connect(Number(port), "127.0.0.1", () => {
      socket.write("HTTP/1.1 200 OK\r\n\r\n");
      there.pipe(socket).pipe(there);
    });
    there.on("error", () => socket.destroy());
    socket.on("close", () => there.destroy());
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const address = server.address();
  const port = address && typeof address === "object" ? address.port : 0;
  return { url: `http://desk:secret@127.0.0.1:${port}`, asked, secrets };
}
