import { once } from "node:events";
import { createServer } from "node:net";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";
import { afterEach, describe, expect, it } from "vitest";
import { readEmailAddress } from "@/lib/email-address";
import { messageOf } from "@/lib/patients/message";
import type { MailSettings } from "@/lib/server/env-address";
import { emailOf } from "./email-of";
import { sendEmail } from "./send";

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

it("makes no header out of a text", async () => {
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
  expect(await sendEmail(email, settings)).toBe("not-allowed");
});

/** A mail server that says yes to everything but one command. */
async function serverThatSays(reply: string, to: string) {
  const server = createServer((socket) => {
    let inMessage = false;
    const say = (command: string, otherwise: string) =>
      socket.write(`${command === to ? reply : otherwise}\r\n`);
    say("", "220 ready");
    socket.on("error", () => {});
    socket.on("data", (chunk) => {
      const text = chunk.toString();
      if (inMessage) {
        if (text.endsWith("\r\n.\r\n")) say(".", "250 taken");
        return;
      }
      const command = text.slice(0, 4).trim();
      inMessage = command === "DATA" && to !== "DATA";
      say(command, inMessage ? "354 go on" : command === "EHLO" ? "250 AUTH PLAIN" : "250 fine");
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  ending.push(() => server.close());
  return settingsFor(server.address());
}

describe("what the server says", () => {
  it.each([
    ["450 4.2.1 The mailbox is busy", "RCPT", "not-now"],
    ["451 4.7.1 Greylisted, try again in 300 seconds", "RCPT", "not-now"],
    ["452 Too many recipients", "RCPT", "not-now"],
    ["451 4.3.0 Local error", ".", "not-now"],
    ["451 4.3.0 Local error", "DATA", "not-now"],
    ["421 4.7.0 Too many connections", "", "not-now"],
    ["421 Closing", "MAIL", "not-now"],
    ["454 4.7.0 Temporary authentication failure", "AUTH", "not-now"],
    ["535 5.7.8 Bad credentials", "AUTH", "not-allowed"],
    ["535 Authentication failed", "AUTH", "not-allowed"],
    ["554 5.7.1 Your network is blocked", "", "not-allowed"],
    ["550 5.7.60 Client may not send as this sender", "MAIL", "not-allowed"],
    ["553 5.1.8 Sender unknown", "MAIL", "not-allowed"],
    ["530 Sign in first", "MAIL", "not-allowed"],
    ["554 5.7.1 Relay access denied", "RCPT", "not-allowed"],
    ["554-5.7.1 Relay\r\n554 5.7.1 access denied", "RCPT", "not-allowed"],
    ["554 5.7.1 rejected: policy", ".", "not-allowed"],
    ["554 Refused", ".", "not-allowed"],
    ["552 5.3.4 Too large", ".", "not-allowed"],
    ["550 5.1.1 User unknown", "RCPT", "refused"],
    ["550 No such person", "RCPT", "refused"],
    ["552 5.2.2 Mailbox full", "RCPT", "refused"],
    ["550 5.1.1 User unknown", ".", "refused"],
  ] as const)("decides by its class: “%s” to “%s” is %s", async (reply, to, outcome) => {
    const login = { user: "desk", password: "planted" };
    expect(await sendEmail(email, { ...(await serverThatSays(reply, to)), login })).toBe(outcome);
  });
});

it("can send to everything that the form takes", async () => {
  const { received, settings } = await mailServer();
  const typed = [
    ...["r&d+x@example.org", "niamh.o'brien@example.org", "!#$%&'*+/=?^_`{|}~-@example.org"],
    ...["maria@müller.example", "Jane <jane@例え.example>", "jane.doe @ example.org;"],
    ...["mailto:J@EXAMPLE.ORG", `${"a".repeat(64)}@b.example`, "a@1.2.3.4.example"],
  ];
  const taken = typed.map((text) => {
    const read = readEmailAddress(text);
    if (!read.ok) throw new Error(read.error);
    return read.value;
  });
  for (const to of taken) expect(await sendEmail({ ...email, to }, settings), to).toBe("sent");
  // The server shows the letters of a domain again.
  expect(received.map(({ to }) => readEmailAddress(to.join()))).toEqual(
    taken.map((value) => ({ ok: true, value })),
  );
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
