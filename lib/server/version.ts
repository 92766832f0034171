import "server-only";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import packageJson from "@/package.json";
import { remember } from "./remember";

/** Which desk a server runs: its version, and the build, which is another one after each update. */
export type DeskVersion = { version: string; build: string };

/** Of this server. Read at its start: a build made in this folder meanwhile is of the next one. */
export function deskVersion(): DeskVersion {
  return remember("version", () => readVersion(process.cwd()));
}

/** On what pages poll, so that one that is older learns it before somebody presses anything. */
export function buildHeader(): { "Desk-Build": string } {
  return { "Desk-Build": deskVersion().build };
}

/** @param folder of the project, where the build is; without a build it is in development */
export function readVersion(folder: string): DeskVersion {
  return { version: packageJson.version, build: readBuildId(folder) ?? "development" };
}

function readBuildId(folder: string): string | null {
  try {
    return readFileSync(join(/* turbopackIgnore: true */ folder, ".next", "BUILD_ID"), "utf8");
  } catch {
    return null; // there is none
  }
}
