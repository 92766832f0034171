import { createHash, createPrivateKey, generateKeyPairSync, sign } from "node:crypto";
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from "@simplewebauthn/browser";
import type { TestStaff } from "@/test/staff/test-staff";

export type TestPasskey = {
  id: string;
  /** COSE, in base64. */
  publicKey: string;
  /** What the device gives when the passkey is made. */
  register: (challenge: string) => RegistrationResponseJSON;
  answer: (challenge: string, wrong?: Wrong) => AuthenticationResponseJSON;
};

/** What a browser or device would have to do otherwise. */
type Wrong = { origin?: string; isUserVerified?: boolean };

/** The private half of a new one, in PKCS #8 as base64. */
export function newTestKey(): string {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  return privateKey.export({ format: "der", type: "pkcs8" }).toString("base64");
}

/** A device with a passkey for this desk. Source: W3C Web Authentication, 6.1, 6.5 and 7.2. */
export function testPasskey(appUrl: string, key = newTestKey()): TestPasskey {
  const der = Buffer.from(key, "base64");
  const privateKey = createPrivateKey({ key: der, format: "der", type: "pkcs8" });
  const { x = "", y = "" } = privateKey.export({ format: "jwk" });
  // COSE in CBOR: an elliptic key for ES256 on P-256, and its two halves.
  const cose = bytes(`a5010203262001215820${hex(x)}225820${hex(y)}`);
  const id = sha256(cose).subarray(0, 16);
  const common = {
    id: id.toString("base64url"),
    rawId: id.toString("base64url"),
    type: "public-key",
    clientExtensionResults: {},
  } as const;
  let counter = 0;

  const clientDataOf = (type: string, challenge: string, origin: string) =>
    Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
  const deviceDataOf = (flags: number, more: Buffer) => {
    const count = Buffer.alloc(4);
    count.writeUInt32BE(counter);
    const host = sha256(Buffer.from(new URL(appUrl).hostname));
    return Buffer.concat([host, Buffer.of(flags), count, more]);
  };

  return {
    id: common.id,
    publicKey: cose.toString("base64"),
    register: (challenge) => {
      const made = Buffer.concat([Buffer.alloc(16), Buffer.of(0, id.length), id, cose]);
      const data = deviceDataOf(0x45, made);
      // CBOR of { fmt: "none", attStmt: {}, authData: … }.
      const start = bytes("a363666d74646e6f6e656761747453746d74a0686175746844617461");
      const attestation = Buffer.concat([start, Buffer.of(0x58, data.length), data]);
      return {
        ...common,
        response: {
          clientDataJSON: clientDataOf("webauthn.create", challenge, appUrl).toString("base64url"),
          attestationObject: attestation.toString("base64url"),
        },
      };
    },
    answer: (challenge, { origin = appUrl, isUserVerified = true } = {}) => {
      counter += 1;
      const clientData = clientDataOf("webauthn.get", challenge, origin);
      const data = deviceDataOf(isUserVerified ? 5 : 1, Buffer.of());
      const signature = sign("sha256", Buffer.concat([data, sha256(clientData)]), privateKey);
      return {
        ...common,
        response: {
          clientDataJSON: clientData.toString("base64url"),
          authenticatorData: data.toString("base64url"),
          signature: signature.toString("base64url"),
        },
      };
    },
  };
}

/** A device of this person, which was added before. */
export async function addTestPasskey(
  { db, env }: Pick<TestStaff, "db" | "env">,
  userId: string,
): Promise<TestPasskey> {
  const passkey = testPasskey(env.appUrl);
  await db
    .insertInto("staff_passkeys")
    .values({
      ...{ id: passkey.id, userId, credentialID: passkey.id, publicKey: passkey.publicKey },
      ...{ name: "Phone", counter: 0, createdAt: "2026-04-25T14:30:00.000Z" },
    })
    .execute();
  return passkey;
}

function bytes(text: string): Buffer {
  return Buffer.from(text, "hex");
}

function hex(base64url: string): string {
  return Buffer.from(base64url, "base64url").toString("hex");
}

function sha256(data: Buffer): Buffer {
  return createHash("sha256").update(data).digest();
}
