import { LocalTime } from "@/components/ui/time";
import type { FollowedUp } from "@/lib/sessions/session";

/** Who looked after a link, when, and what they noted. */
export function FollowedUpLine({ followedUp: { at, by, note } }: { followedUp: FollowedUp }) {
  return (
    <p className="text-sm text-ink2 wrap-anywhere">
      Done{" "}
      {by && (
        <span>
          by <bdi translate="no">{by}</bdi>,{" "}
        </span>
      )}
      <LocalTime to="day" iso={at} />
      {note && (
        <span>
          :{" "}
          <bdi translate="no" className="text-ink">
            {note}
          </bdi>
        </span>
      )}
    </p>
  );
}
