import { spawnSync } from "node:child_process";
import { expect, it } from "vitest";
import { root } from "./steps.mjs";

/** What it prints for a step once something is installed, built or started. */
const begun = /^(Packages|Build|Sandbox|App) /m;

/** Those of the npm that runs the tests are none of this command's. */
function start(args, env = {}) {
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith("npm_"));
  const options = {
    cwd: root,
    env: { ...Object.fromEntries(own), ...env },
    encoding: "utf8",
    timeout: 20_000,
  };
  return spawnSync(process.execPath, ["scripts/start.mjs", ...args], options);
}

it.each([["--help"], ["-h"], ["--lan", "--help"]])("says how it is used: %s", (...args) => {
  const { status, stdout, stderr } = start(args);
  expect(stdout).toMatch(/^npm start {2,}installs, builds if needed, starts\n/);
  expect(stdout).toContain("npm start -- --lan");
  expect(stdout).toContain(".env.example");
  expect(stdout).not.toMatch(begun);
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
});

it.each([["--frob"], ["--lan", "--frob"], ["--help", "--frob"]])(
  "starts nothing for an option that it does not know: %s",
  (...args) => {
    const { status, stdout, stderr } = start(args);
    expect(stderr).toMatch(/^\s*--frob is not known here\.\n\nnpm start {2,}installs/);
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
  },
);

it("says how an option is written that npm has kept to itself", () => {
  const { status, stdout, stderr } = start([], { npm_config_lan: "true" });
  expect(stderr).toMatch(/Write it so: {2}npm start -- --lan/);
  expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
});
