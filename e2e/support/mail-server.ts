import { once } from "node:events";
import { SMTPServer } from "smtp-server";

/** An email as it came over the line. */
type Received = { from: string; to: string[]; subject: string; raw: string; parts: Part[] };

type Part = { type: string; text: string };

/** A mail server on this computer. @param refuses addresses that it does not know */
export async function startMailServer(refuses: readonly string[]) {
  const received: Received[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onRcptTo: ({ address }, _session, done) =>
      done(refuses.includes(address) ? new Error("No such person here") : null),
    onData: (stream, { envelope }, done) => {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        const raw = Buffer.concat(chunks).toString();
        received.push({
          from: envelope.mailFrom ? envelope.mailFrom.address : "",
          to: envelope.rcptTo.map(({ address }) => address),
          subject: /^Subject: (.*)$/m.exec(raw)?.[1]?.trim() ?? "",
          raw,
          parts: partsOf(raw),
        });
        done();
      });
    },
  });
  server.on("error", () => {});
  const listening = server.listen(0, "127.0.0.1");
  await once(listening, "listening");
  const address = listening.address();
  if (address === null || typeof address === "string") throw new Error("No port");
  return {
    url: `smtp://127.0.0.1:${address.port}`,
    received,
    stop: () => new Promise<void>((done) => server.close(done)),
  };
}

function partsOf(raw: string): Part[] {
  const boundary = /boundary="([^"]+)"/.exec(raw)?.[1];
  if (boundary === undefined) return [];
  return raw
    .split(`--${boundary}`)
    .slice(1, -1)
    .map((part) => {
      const [head = "", ...body] = part.trimStart().split("\r\n\r\n");
      return {
        type: /Content-Type: ([\w/]+)/i.exec(head)?.[1] ?? "",
        text: decoded(body.join("\r\n\r\n"), head),
      };
    });
}

function decoded(body: string, head: string): string {
  if (/Encoding: base64/i.test(head)) return Buffer.from(body, "base64").toString();
  if (!/Encoding: quoted-printable/i.test(head)) return body;
  const bytes = body
    .replace(/=\r\n/g, "")
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, "latin1").toString();
}
