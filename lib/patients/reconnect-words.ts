import type { AppError } from "@/lib/errors";
import { type ErrorContext, type ErrorWords, errorWords } from "@/lib/sessions/error-words";

/** The words of the form for a failed Reconnect: where there is one button and nothing to fill in. */
export function reconnectWords(error: AppError, context: ErrorContext): ErrorWords {
  const words = errorWords(error, context);
  return {
    ...words,
    saved: words.saved.replace(/ ?Your entries are [^.]*\./, ""),
    next:
      error.kind === "source-gone"
        ? "Press New link and choose another hospital."
        : words.next.replace("Create", "Reconnect"),
  };
}
