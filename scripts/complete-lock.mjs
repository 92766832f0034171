/**
 * Adds to package-lock.json a placeholder for each optional package that it lacks. A registry mirror
 * without some platforms' binaries makes `npm install` leave them out, and `npm ci` then refuses the
 * lock file. Run it after every change of packages; with `--check` it only tells.
 */
import "./node-version.mjs";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { asCommand, root, Trouble } from "./steps.mjs";

const systems = [
  "aix",
  "android",
  "darwin",
  "freebsd",
  "linux",
  "netbsd",
  "openbsd",
  "openharmony",
  "sunos",
  "win32",
];
const processors = [
  "arm",
  "arm64",
  "ia32",
  "loong64",
  "mips64el",
  "ppc64",
  "riscv64",
  "s390x",
  "wasm32",
  "x64",
];
const libraries = { gnu: "glibc", gnueabihf: "glibc", musl: "musl" };

/**
 * @param {{ packages: Record<string, object> }} lock
 * @returns {{ lock: object, problems: string[] }} the completed lock, and what was wrong with this one
 */
export function completeLock(lock) {
  const packages = { ...lock.packages };
  const problems = [];
  for (const [path, entry] of Object.entries(packages)) {
    if (entry.resolved && !entry.link) {
      packages[path] = without(entry, "resolved");
      problems.push(`${path} names the host it was fetched from`);
    }
    for (const [name, range] of Object.entries(entry.optionalDependencies ?? {})) {
      if (isFound(packages, path, name)) continue;
      packages[`node_modules/${name}`] = placeholder(name, range, entry);
      problems.push(`${name} is not in it, though ${path} may install it`);
    }
  }
  const sorted = Object.entries(packages).sort(([a], [b]) => a.localeCompare(b, "en"));
  return { lock: { ...lock, packages: Object.fromEntries(sorted) }, problems };
}

/** As Node looks: in the package's own node_modules, then in each folder above. */
function isFound(packages, path, name) {
  let folder = path && `${path}/`;
  for (;;) {
    if (packages[`${folder}node_modules/${name}`]) return true;
    if (folder === "") return false;
    folder = folder.slice(0, Math.max(0, folder.lastIndexOf("node_modules/")));
  }
}

/** What npm would have written, as far as a platform package's name tells it. */
function placeholder(name, range, wantedBy) {
  const words = name.split(/[-/]/);
  const os = words.filter((word) => systems.includes(word));
  const cpu = words.filter((word) => processors.includes(word));
  const libc = words.map((word) => libraries[word]).filter(Boolean);
  return {
    version: range.replace(/^[\^~]/, ""),
    ...(cpu.length && { cpu }),
    ...(wantedBy.dev && { dev: true }),
    ...(libc.length && { libc }),
    optional: true,
    ...(os.length && { os }),
  };
}

function without(entry, key) {
  const { [key]: _, ...rest } = entry;
  return rest;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await asCommand(() => {
    const path = join(root, "package-lock.json");
    const { lock, problems } = completeLock(JSON.parse(readFileSync(path, "utf8")));
    if (problems.length === 0) return console.log("package-lock.json is complete.");
    if (process.argv.includes("--check")) {
      throw new Trouble(`package-lock.json: ${problems.join("\n  ")}\n\nRun: npm run lock`);
    }
    writeFileSync(path, `${JSON.stringify(lock, null, 2)}\n`);
    console.log(`package-lock.json is completed: ${problems.length} entries.`);
  });
}
