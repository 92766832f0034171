import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { root } from "./steps.mjs";

/** These have a script for platforms without a prebuilt binary; nothing of ours needs it to run. */
const knownInstallScripts = ["node_modules/esbuild"];

/** The API, and the name of a markup language; `.example` is nobody's. */
const knownHosts = /^(app\.medblocks\.com|www\.w3\.org|([\w-]+\.)*example)$/;

/** The oldest versions without a known hole that lets strangers run code or stop the server. */
const floors = {
  next: "16.4.5",
  react: "19.3.1",
  "react-dom": "19.3.1",
  sharp: "0.35.5",
  // What takes in sign-ins, the API's answers and mail servers' replies.
  "openid-client": "6.9.0",
  "@simplewebauthn/server": "13.3.3",
  undici: "7.30.2",
  nodemailer: "10.6.0",
};

const read = (path) => readFileSync(join(root, path), "utf8");

function problemsOf({ packages }) {
  const ours = packages[""]?.workspaces ?? [];
  return Object.entries(packages)
    .filter(([path, entry]) => path !== "" && !ours.includes(entry.link ? entry.resolved : path))
    .flatMap(([path, entry]) => [
      ...(isPlaceholder(entry) || /^sha512-/.test(entry.integrity ?? "")
        ? []
        : [`${path} has no checksum`]),
      ...(entry.hasInstallScript && !knownInstallScripts.includes(path)
        ? [`${path} wants to run a program while it is installed`]
        : []),
      ...(entry.resolved || entry.link ? [`${path} does not come from the registry`] : []),
    ]);
}

/** Another system's binary that the registry here did not have: never installed on this one. */
function isPlaceholder({ optional, os, cpu, integrity }) {
  return optional === true && Boolean(os ?? cpu) && integrity === undefined;
}

describe("the lock file", () => {
  const lock = JSON.parse(read("package-lock.json"));

  it("has a checksum for every package, and none that runs a program of its own", () => {
    expect(problemsOf(lock)).toEqual([]);
  });

  it("would not do so with a package from elsewhere, changed or active", () => {
    const integrity = "sha512-x";
    const packages = {
      "": { workspaces: ["ours"] },
      ours: { version: "1.0.0" },
      "node_modules/ours": { resolved: "ours", link: true },
      "node_modules/a": { version: "1.0.0" },
      "node_modules/b": { version: "1.0.0", integrity: "sha1-x" },
      "node_modules/c": { integrity, hasInstallScript: true },
      "node_modules/d": { integrity, resolved: "https://elsewhere.example/d.tgz" },
      "node_modules/e": { optional: true },
      "node_modules/f": { integrity, resolved: "../elsewhere", link: true },
    };
    expect(problemsOf({ packages })).toHaveLength(6);
  });

  it.each(Object.entries(floors))("has no %s older than %s", (name, floor) => {
    const { version } = lock.packages[`node_modules/${name}`];
    expect(version.localeCompare(floor, "en", { numeric: true })).toBeGreaterThanOrEqual(0);
  });

  it("is what gets installed, without scripts", () => {
    expect(read(".npmrc")).toMatch(/^ignore-scripts=true$/m);
    expect(read("scripts/install.mjs")).toContain('"ci", "--ignore-scripts"');
  });
});

/** Hosts that a text names in an address, and fonts that a build would fetch. */
function foreignIn(text) {
  const hosts = [...text.matchAll(/(?:https?:|["'(])\/\/([\w-]+(?:\.[\w-]+)+)/gi)]
    .map(([, host]) => host.toLowerCase())
    .filter((host) => !/^[\d.]+$/.test(host) && !knownHosts.test(host));
  return [...hosts, ...(text.match(/next\/font\/google/g) ?? [])];
}

describe("our own code", () => {
  it("takes nothing from another host", () => {
    const files = ["app", "components", "lib", "public"].flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
        .filter((name) => /\.(tsx?|css|svg|html|js)$/.test(name) && !/\.test\.|fake-/.test(name))
        .map((name) => join(folder, name)),
    );
    expect(files).toContain(join("app", "layout.tsx"));
    const found = files.flatMap((file) => foreignIn(read(file)).map((host) => `${file}: ${host}`));
    expect(found).toEqual([]);
  });

  it.each([
    'import x from "https://cdn.evil.com/x.js"',
    "@import url(//fonts.evil.com/x.css)",
    '<script src="//cdn.evil.com/x.js">',
    'import { Inter } from "next/font/google"',
  ])("would not with: %s", (text) => {
    expect(foreignIn(text)).toHaveLength(1);
  });
});
