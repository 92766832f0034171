import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { requireUsableFolder } from "./folder.mjs";
import { environmentOf, readSettings } from "./settings.mjs";
import { asCommand, root, run, step } from "./steps.mjs";

/** Everything that ends up in the build. The sandbox and the tests do not. */
const folders = ["app", "components", "lib", "public"].filter((name) =>
  existsSync(join(root, name)),
);
const files =
  /^(next\.config\.ts|instrumentation.*\.ts|proxy\.ts|package(-lock)?\.json|tsconfig\.json)$/;
const stamp = join(root, ".next", "connect-desk");

export const next = join(root, "node_modules", "next", "dist", "bin", "next");

/** Builds the app for production, unless it was built from exactly these sources. */
export async function buildApp(say) {
  requireUsableFolder();
  const wanted = fingerprint();
  if (read(stamp) === `${wanted} ${buildId()}`) return "up to date";

  say("building, about a minute …");
  rmSync(stamp, { force: true });
  await run(process.execPath, [next, "build"], {
    env: { ...environmentOf(readSettings()), NEXT_TELEMETRY_DISABLED: "1" },
    failure: "The app could not be built.",
  });
  // The fingerprint from before: what changed during the build is not in it.
  writeFileSync(stamp, `${wanted} ${buildId()}`);
  return "built";
}

function fingerprint() {
  const hash = createHash("sha256");
  for (const path of sources()) {
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(root, path)))
      .update("\0");
  }
  return hash.digest("hex");
}

function sources() {
  const inFolders = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.name.includes(".test."))
      .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(root.length)),
  );
  return [...inFolders, ...readdirSync(root).filter((name) => files.test(name))].sort();
}

function buildId() {
  return read(join(root, ".next", "BUILD_ID"));
}

function read(path) {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null; // not there yet
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await asCommand(() => step("Build", buildApp));
}
