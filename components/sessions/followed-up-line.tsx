import { LocalDate } from "@/components/ui/local-date";
import type { FollowedUp } from "@/lib/sessions/session";

/** Who looked after a link, when, and what they noted. */
export function FollowedUpLine({ followedUp: { at, by, note } }: { followedUp: FollowedUp }) {
  return (
    <p className="text-sm text-ink2 wrap-anywhere">
      Done{" "}
      {by && (
        <>
          by <bdi>{by}</bdi>,{" "}
        </>
      )}
      <LocalDate iso={at} />
      {note && (
        <>
          : <bdi className="text-ink">{note}</bdi>
        </>
      )}
    </p>
  );
}
