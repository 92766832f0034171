/** What answers at our address now. */
export type Answering =
  /** The build that this page is of. */
  | "same"
  /** Another one: it knows none of this page's actions, and may lack its files. */
  | "other-build"
  /** Not this desk: a proxy, or a network that wants something first. */
  | "not-ours"
  /** Nobody. */
  | "none";

let isOld = false;
const listeners = new Set<() => void>();
let keepEntries: (() => Promise<boolean>) | null = null;

/** The build that made this page; null where no page is. */
function ownBuild(): string | null {
  return document.documentElement.dataset.build ?? null;
}

/** To be told of each answer of ours. @param build as its header says; null: it has none */
export function noteBuild(build: string | null): void {
  if (build === null || build === ownBuild()) return;
  notePageIsOld();
}

/** Once so, it stays so until the page is loaded again. */
export function notePageIsOld(): void {
  if (isOld) return;
  isOld = true;
  for (const listener of listeners) listener();
}

export function isPageOld(): boolean {
  return isOld;
}

/** @returns the way to end it */
export function onPageAge(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Asks the one address that is the same in each build. */
export async function askWhichDesk(): Promise<Answering> {
  const answer = await fetch("/api/health", { cache: "no-store" }).catch(() => null);
  if (!answer) return "none";
  const build = buildIn(await answer.json().catch(() => null));
  if (build === null) return "not-ours";
  noteBuild(build);
  return build === ownBuild() ? "same" : "other-build";
}

/** By hand: every page loads this file, and a schema would bring its library along. */
function buildIn(health: unknown): string | null {
  if (typeof health !== "object" || health === null || !("build" in health)) return null;
  return typeof health.build === "string" ? health.build : null;
}

/** @param keep puts what is typed where it is after a reload; false: it could not. @returns the way to end it */
export function keepWhenReloading(keep: () => Promise<boolean>): () => void {
  keepEntries = keep;
  return () => {
    if (keepEntries === keep) keepEntries = null;
  };
}

/** Loads the page again with what is typed. @returns false: it stays, as that could not be kept */
export async function reloadPage(): Promise<boolean> {
  if (keepEntries && !(await keepEntries())) return false;
  location.reload();
  return true;
}
