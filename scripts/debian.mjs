import { existsSync } from "node:fs";
import { runAnyway } from "./steps.mjs";

/** Whether packages can be installed without asking anybody. */
export function canInstallDebianPackages() {
  return process.getuid?.() === 0 && existsSync("/etc/debian_version");
}

/** Installs them; whether that worked shows in what is there afterwards. */
export async function installDebianPackages(...names) {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  await runAnyway("apt-get", ["update"], { env, stdio: "pipe" });
  const flags = ["install", "-y", "--no-install-recommends", ...names];
  await runAnyway("apt-get", flags, { env, stdio: "pipe" });
}
