import { sep } from "node:path";
import { root, Trouble } from "./steps.mjs";

/**
 * The tools of the build take these in a path for something else, and fail with pages of their own words.
 *
 * @throws {Trouble} when the project's folder has one
 */
export function requireUsableFolder(folder = root, separator = sep) {
  const names = folder.split(separator).join("");
  const [odd] = /[#\\]/.exec(names) ?? [];
  if (odd === undefined) return;
  throw new Trouble(
    `This folder cannot be built: its path has a ${odd}. Move it, or rename the folder that has it, and start again.\n\n  ${folder}`,
  );
}
