import "server-only";
import { AsyncLocalStorage } from "node:async_hooks";
import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from "node:crypto";
import { neverInsideAct } from "@/lib/server/inside-act";
import { remember } from "@/lib/server/remember";

type PasswordCost = { N: number; r: number; p: number };

/** 32 MiB and about a tenth of a second each. Source: OWASP Password Storage Cheat Sheet, scrypt. */
const cost: PasswordCost = { N: 2 ** 15, r: 8, p: 3 };
const length = 32;

/** What is kept of a password: the cost, a salt of its own and the scrypt hash, with `$` between. @param cost less in tests */
export async function hashPassword(password: string, { N, r, p } = cost): Promise<string> {
  const salt = randomBytes(16);
  const key = await derive(password, salt, { N, r, p });
  return ["scrypt", N, r, p, salt.toString("base64url"), key.toString("base64url")].join("$");
}

/**
 * Takes as long where there is no password as where there is one.
 *
 * @param kept of nobody, or of somebody who has none: null
 * @throws when what is kept was not written by `hashPassword`
 */
export async function isPassword(password: string, kept: string | null): Promise<boolean> {
  if (kept === null) {
    await hashPassword(password);
    return false;
  }
  const [scheme, N, r, p, salt, key] = kept.split("$");
  if (scheme !== "scrypt" || salt === undefined || key === undefined) {
    throw new Error("A stored password has an unknown shape.");
  }
  const expected = Buffer.from(key, "base64url");
  const options = { N: Number(N), r: Number(r), p: Number(p) };
  return timingSafeEqual(await derive(password, Buffer.from(salt, "base64url"), options), expected);
}

/** The same password typed on another keyboard may come in other code points: NFKC makes them one. */
function derive(password: string, salt: Buffer, options: ScryptOptions): Promise<Buffer> {
  neverInsideAct("hash a password");
  const { N = 0, r = 0 } = options;
  const limits = { ...options, maxmem: 256 * N * r };
  return hashTurns().run(
    () =>
      new Promise((resolve, reject) => {
        scrypt(password.normalize("NFKC"), salt, length, limits, (error, key) =>
          error ? reject(error) : resolve(key),
        );
      }),
  );
}

/** Each takes a core and 32 MiB for a tenth of a second. */
const atOnce = 2;
/** About two seconds' work: more strangers than this are asked to come back. */
const mostStrangers = 40;

/** Whose password is being looked at. */
type Asker = "known" | "stranger";

/**
 * Turns for work on passwords: two at once, and who is known first, so that strangers who try
 * passwords take no time from the desk.
 */
export function createHashTurns() {
  const waiting: Record<Asker, (() => void)[]> = { known: [], stranger: [] };
  const asker = new AsyncLocalStorage<Asker>();
  let running = 0;

  async function turn(who: Asker): Promise<void> {
    if (running < atOnce) {
      running += 1;
      return;
    }
    // Whoever ends hands the turn on, so that nobody slips in between.
    await new Promise<void>((go) => waiting[who].push(go));
  }

  function handOn(): void {
    const next = waiting.known.shift() ?? waiting.stranger.shift();
    if (next) next();
    else running -= 1;
  }

  return {
    /** Whether a stranger would wait for too long. */
    isFull: () => waiting.stranger.length >= mostStrangers,
    /** Everything that `work` hashes belongs to this asker; without it, to a stranger. */
    as: <T>(who: Asker, work: () => Promise<T>): Promise<T> => asker.run(who, work),
    /** Runs one hash when it is its turn. */
    async run<T>(hash: () => Promise<T>): Promise<T> {
      await turn(asker.getStore() ?? "stranger");
      try {
        return await hash();
      } finally {
        handOn();
      }
    },
  };
}

type HashTurns = ReturnType<typeof createHashTurns>;

/** Those of this process. */
export const hashTurns = (): HashTurns => remember("hash-turns", createHashTurns);
