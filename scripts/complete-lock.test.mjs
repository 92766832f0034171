import { describe, expect, it } from "vitest";
import { completeLock } from "./complete-lock.mjs";

const lock = {
  lockfileVersion: 3,
  packages: {
    "": { name: "us" },
    "node_modules/tool": {
      version: "1.0.0",
      dev: true,
      optionalDependencies: { "@tool/cli-linux-x64-musl": "1.0.0", "@tool/wasm32-wasi": "^1.2.0" },
    },
    "node_modules/tool/node_modules/deep": {
      optionalDependencies: { near: "1.0.0", far: "1.0.0" },
    },
    "node_modules/tool/node_modules/near": { version: "1.0.0" },
    "node_modules/far": { version: "1.0.0" },
    "node_modules/ours": { resolved: "ours", link: true },
    ours: { version: "1.0.0", optionalDependencies: { far: "1.0.0" } },
  },
};

describe("completing the lock file", () => {
  it("adds a placeholder for each optional package that is nowhere", () => {
    const { packages } = completeLock(lock).lock;
    expect(packages["node_modules/@tool/cli-linux-x64-musl"]).toEqual({
      version: "1.0.0",
      cpu: ["x64"],
      dev: true,
      libc: ["musl"],
      optional: true,
      os: ["linux"],
    });
    expect(packages["node_modules/@tool/wasm32-wasi"]).toEqual({
      version: "1.2.0",
      cpu: ["wasm32"],
      dev: true,
      optional: true,
    });
    expect(Object.keys(packages)).toHaveLength(9);
  });

  it("finds packages beside and above, and is content with its own work", () => {
    expect(completeLock(lock).problems).toHaveLength(2);
    expect(completeLock(completeLock(lock).lock).problems).toEqual([]);
  });

  it("keeps where a package of our own stands", () => {
    const { packages } = completeLock(lock).lock;
    expect(packages["node_modules/ours"]).toEqual({ resolved: "ours", link: true });
  });

  it("takes out the host that a package was fetched from and keeps the rest", () => {
    const entry = { version: "1.0.0", integrity: "sha512-x" };
    const named = { packages: { "node_modules/a": { ...entry, resolved: "https://host/a.tgz" } } };
    const { lock: cleaned, problems } = completeLock(named);
    expect(cleaned.packages["node_modules/a"]).toEqual(entry);
    expect(problems).toHaveLength(1);
  });
});
