import "server-only";
import { ok, type Result } from "@/lib/result";
import { steadyMs } from "@/lib/server/clock";

export type ReadCacheOptions<E> = {
  maxEntries: number;
  /** How long a value is given without asking again. */
  freshMs: number;
  /** Whether a failure is an answer in itself, which ends what was known before. */
  isFinal: (error: E) => boolean;
  /** Milliseconds since 1970. */
  now?: () => number;
};

/** `stale`: asking again failed just now, and this is the last good value. */
export type Remembered<T> = { value: T; stale: boolean };

export type ReadCache<T, E> = {
  /** The value of `key`: remembered, or from `load`, which runs once however many ask at a time. */
  read: (key: string, load: () => Promise<Result<T, E>>) => Promise<Result<Remembered<T>, E>>;
  /** Keeps a value that came by another way. */
  keep: (key: string, value: T) => void;
};

/** Remembers reads: the least used go first, one load a key at a time, last good value on failure. */
export function createReadCache<T, E>(options: ReadCacheOptions<E>): ReadCache<T, E> {
  const { maxEntries, freshMs, isFinal, now = steadyMs } = options;
  /** In order of use: a Map keeps the order of insertion, and each use inserts anew. */
  const entries = new Map<string, { value: T; freshUntil: number }>();
  const loading = new Map<string, Promise<Result<Remembered<T>, E>>>();

  function keep(key: string, value: T, freshUntil = now() + freshMs): void {
    entries.delete(key);
    entries.set(key, { value, freshUntil });
    const oldest = entries.keys().next();
    if (entries.size > maxEntries && !oldest.done) entries.delete(oldest.value);
  }

  async function ask(key: string, load: () => Promise<Result<T, E>>) {
    const loaded = await load();
    if (loaded.ok) {
      keep(key, loaded.value);
      return ok({ value: loaded.value, stale: false });
    }
    if (isFinal(loaded.error)) entries.delete(key);
    const last = entries.get(key);
    return last ? ok({ value: last.value, stale: true }) : loaded;
  }

  async function read(key: string, load: () => Promise<Result<T, E>>) {
    const known = entries.get(key);
    if (known && known.freshUntil > now()) {
      keep(key, known.value, known.freshUntil);
      return ok({ value: known.value, stale: false });
    }
    const underWay = loading.get(key);
    if (underWay !== undefined) return underWay;

    const asking = ask(key, load).finally(() => loading.delete(key));
    loading.set(key, asking);
    return asking;
  }

  return { read, keep: (key, value) => keep(key, value) };
}
