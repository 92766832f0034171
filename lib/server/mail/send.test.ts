import { once } from "node:events";
import { createServer } from "node:net";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";
import { afterEach, expect, it } from "vitest";
import { messageOf } from "@/lib/patients/message";
import { emailOf } from "./email-of";
import { sendEmail } from "./send";
import type { MailSettings } from "./smtp-url";

const message = messageOf({
  language: "ar",
  clinic: { name: "Río Clinic", phone: "555-0100" },
  url: "https://app.medblocks.com/c/9c9b6f7a",
  expiresAt: "2026-05-05T18:30:00.000Z",
  timeZone: "America/New_York",
});
const email = emailOf(message, "ar", "maria@example.com");

const ending: (() => void)[] = [];
afterEach(() => {
  for (const end of ending.splice(0)) end();
});

type Received = { from: string; to: string[]; text: string };

/** A mail server on this machine. */
async function mailServer(options: SMTPServerOptions = {}) {
  const received: Received[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onData: (stream, { envelope }, done) => {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        const from = envelope.mailFrom ? envelope.mailFrom.address : "";
        const to = envelope.rcptTo.map(({ address }) => address);
        received.push({ from, to, text: Buffer.concat(chunks).toString() });
        done();
      });
    },
    ...options,
  });
  server.on("error", () => {});
  const listening = server.listen(0, "127.0.0.1");
  await once(listening, "listening");
  ending.push(() => server.close());
  return { server, received, settings: settingsFor(listening.address()) };
}

function settingsFor(address: ReturnType<SMTPServer["server"]["address"]>): MailSettings {
  if (address === null || typeof address === "string") throw new Error("No port");
  const { port } = address;
  return { host: "127.0.0.1", port, tls: "none", login: null, from: "desk@clinic.example" };
}

it("hands one message to one person, in two forms", async () => {
  const { received, settings } = await mailServer();

  expect(await sendEmail(email, settings)).toBe("sent");

  expect(received).toHaveLength(1);
  expect(received[0]).toMatchObject({ from: "desk@clinic.example", to: ["maria@example.com"] });
  const text = received[0]?.text ?? "";
  expect(text).toMatch(/^Content-Type: multipart\/alternative/m);
  expect(text.match(/^Content-Type: text\/\w+/gm)).toEqual([
    "Content-Type: text/plain",
    "Content-Type: text/html",
  ]);
  expect(text).toMatch(/^To: maria@example.com$/m);
  expect(text).not.toMatch(/nodemailer|X-Mailer|^B?cc:/im);
});

it("makes no header out of a text (row 33)", async () => {
  const { received, settings } = await mailServer();
  const planted = "x\r\nBcc: all@clinic.example\r\n\r\n<script>";
  const hostile = { ...email, subject: planted, fromName: planted };

  expect(await sendEmail(hostile, settings)).toBe("sent");
  expect(received[0]?.to).toEqual(["maria@example.com"]);
  expect(received[0]?.text).not.toMatch(/^(bcc|<script>)/im);
});

it("signs in where the server asks for it", async () => {
  const seen: unknown[] = [];
  const { settings } = await mailServer({
    authOptional: false,
    allowInsecureAuth: true,
    onAuth: ({ username, password }, _session, done) => {
      seen.push([username, password]);
      done(null, { user: "desk" });
    },
  });
  const login = { user: "desk", password: "planted" };

  expect(await sendEmail(email, { ...settings, login })).toBe("sent");
  expect(seen).toEqual([["desk", "planted"]]);
  expect(await sendEmail(email, settings)).toBe("not-reached");
});

it("says that the server said no, to the address or to the message", async () => {
  const refusing = new Error("No such person");
  const noSuchPerson = await mailServer({ onRcptTo: (_to, _session, done) => done(refusing) });
  expect(await sendEmail(email, noSuchPerson.settings)).toBe("refused");

  const noSpam = await mailServer({
    onData: (stream, _session, done) => {
      stream.resume();
      stream.on("end", () => done(refusing));
    },
  });
  expect(await sendEmail(email, noSpam.settings)).toBe("refused");
});

it("does not know when the line goes dead after the message was handed over", async () => {
  const dying = createServer((socket) => {
    let said = "";
    socket.write("220 ready\r\n");
    socket.on("error", () => {});
    socket.on("data", (chunk) => {
      said += chunk.toString();
      if (said.endsWith("\r\n.\r\n")) socket.destroy();
      else if (/^DATA\r\n$/m.test(chunk.toString())) socket.write("354 go on\r\n");
      else if (!said.includes("DATA\r\n")) socket.write("250 fine\r\n");
    });
  }).listen(0, "127.0.0.1");
  await once(dying, "listening");
  ending.push(() => dying.close());

  expect(await sendEmail(email, settingsFor(dying.address()))).toBe("unknown");
});

it("knows that nothing was sent when there is no server, or only one that cannot keep a secret", async () => {
  const gone = createServer().listen(0, "127.0.0.1");
  await once(gone, "listening");
  const nobody = settingsFor(gone.address());
  gone.close();
  await once(gone, "close");
  expect(await sendEmail(email, nobody)).toBe("not-reached");

  const { received, settings } = await mailServer();
  expect(await sendEmail(email, { ...settings, tls: "starttls" })).toBe("not-reached");
  expect(received).toEqual([]);
});
