import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root, run } from "./steps.mjs";

const stamp = join(root, "node_modules", ".connect-desk");

/** Installs the packages of the lock file, unless exactly these are installed for this Node. */
export async function installPackages(say) {
  const wanted = fingerprint();
  if (readStamp() === wanted) return "up to date";

  say("installing …");
  await run("npm", ["ci", "--ignore-scripts", "--include=dev", "--no-audit", "--no-fund"], {
    failure: "The packages could not be installed. Is the npm registry reachable?",
  });
  writeFileSync(stamp, wanted);
  return "installed";
}

function fingerprint() {
  const [major] = process.versions.node.split(".");
  return createHash("sha256")
    .update(readFileSync(join(root, "package-lock.json")))
    .update(`${major} ${process.platform} ${process.arch}`)
    .digest("hex");
}

function readStamp() {
  try {
    return readFileSync(stamp, "utf8");
  } catch {
    return null; // never installed by us
  }
}
