import "server-only";

/** What `answer` gives if it comes in time, else null; the answer itself goes on unheard. */
export async function within<T>(limitMs: number, answer: Promise<T>): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<null>((resolve) => {
    timer = setTimeout(resolve, limitMs, null);
  });
  return Promise.race([answer, limit]).finally(() => clearTimeout(timer));
}
