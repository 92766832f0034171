import { createHash, generateKeyPairSync, randomBytes, sign } from "node:crypto";
import type { AuthenticationResponseJSON } from "@simplewebauthn/browser";
import { staffAdapter } from "@/lib/server/staff/auth-tables";
import type { TestStaff } from "./test-staff";

export type TestPasskey = {
  id: string;
  answer: (challenge: string, wrong?: Wrong) => AuthenticationResponseJSON;
};

/** What a browser or device would have to do otherwise. */
type Wrong = { origin?: string; isUserVerified?: boolean };

/** A device with a passkey of this person. Source: W3C Web Authentication, 6.1 and 7.2. */
export async function addTestPasskey(desk: TestStaff, userId: string): Promise<TestPasskey> {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const { x = "", y = "" } = publicKey.export({ format: "jwk" });
  // COSE in CBOR: an elliptic key for ES256 on P-256, and its two halves.
  const cose = ["a5010203262001215820", hex(x), "225820", hex(y)].join("");
  const id = randomBytes(16).toString("base64url");
  const adapter = await staffAdapter(desk.db, desk.engine);
  await adapter.create({
    model: "passkey",
    data: {
      ...{ userId, credentialID: id, publicKey: Buffer.from(cose, "hex").toString("base64") },
      ...{ name: "Phone", counter: 0, deviceType: "singleDevice", backedUp: false },
      createdAt: new Date(),
    },
  });
  let counter = 0;
  return {
    id,
    answer: (challenge, { origin = desk.appUrl, isUserVerified = true } = {}) => {
      counter += 1;
      const clientData = Buffer.from(
        JSON.stringify({ type: "webauthn.get", challenge, origin, crossOrigin: false }),
      );
      const count = Buffer.alloc(4);
      count.writeUInt32BE(counter);
      const data = Buffer.concat([
        sha256(Buffer.from(new URL(desk.appUrl).hostname)),
        Buffer.of(isUserVerified ? 5 : 1),
        count,
      ]);
      const signature = sign("sha256", Buffer.concat([data, sha256(clientData)]), privateKey);
      return {
        ...{ id, rawId: id, type: "public-key", clientExtensionResults: {} },
        response: {
          clientDataJSON: clientData.toString("base64url"),
          authenticatorData: data.toString("base64url"),
          signature: signature.toString("base64url"),
        },
      };
    },
  };
}

function hex(base64url: string): string {
  return Buffer.from(base64url, "base64url").toString("hex");
}

function sha256(bytes: Buffer): Buffer {
  return createHash("sha256").update(bytes).digest();
}
