import { expect, it } from "vitest";
import { requireUsableFolder } from "./folder.mjs";

it.each(["/home/dana/Front Desk #1 é/cd/", "/srv/a#b/", "/srv/back\\slash/"])(
  "a folder that cannot be built is told at once: %s",
  (folder) => {
    expect(() => requireUsableFolder(folder, "/")).toThrow(
      /^This folder cannot be built: its path/,
    );
  },
);

it.each(["/home/dana/Front Desk é/cd/", "/srv/50% (a) [b] + $c & 'd'/", "/srv/a?b,c;d/"])(
  "a folder with other signs is built: %s",
  (folder) => {
    expect(() => requireUsableFolder(folder, "/")).not.toThrow();
  },
);

it("on Windows what stands between folders is no part of them", () => {
  expect(() => requireUsableFolder("C:\\Users\\Dana\\desk\\", "\\")).not.toThrow();
  expect(() => requireUsableFolder("C:\\Users\\Dana #1\\desk\\", "\\")).toThrow("has a #");
});
