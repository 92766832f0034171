import { describe, expect, it } from "vitest";
import { pairingSchema } from "./pairing";

describe("a pairing code", () => {
  it.each(["ABC234", "abc234", " abc 234 ", "ABC-234"])("is understood as “%s”", (code) => {
    expect(pairingSchema.parse({ code })).toEqual({ code: "ABC234" });
  });

  it.each(["", "ABC23", "ABC2345", "ABC23O", "ABC23I", "ABC23Ä"])("is not “%s”", (code) => {
    const [issue] = pairingSchema.safeParse({ code }).error?.issues ?? [];
    expect(issue?.message).toBe("Enter the 6 characters that the patient's screen shows");
  });
});
