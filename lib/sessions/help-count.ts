import { queryOptions } from "@tanstack/react-query";
import { checkAnswer } from "@/lib/staff/check-answer";

/** More are told as "99+". */
const shownAtMost = 99;

/** How many links need help, as of `count`; then polled, paused while the page is hidden. */
export function helpCountOptions(count: number) {
  return queryOptions({
    queryKey: ["help-count"],
    queryFn: async ({ signal }): Promise<number> => {
      const answer = await fetch("/api/sessions/help", { signal, cache: "no-store" });
      checkAnswer(answer, "help");
      return Number(await answer.text());
    },
    initialData: count,
    staleTime: 30_000,
    refetchInterval: 30_000,
    retry: false,
  });
}

export function countText(count: number): string {
  return count > shownAtMost ? `${shownAtMost}+` : String(count);
}
