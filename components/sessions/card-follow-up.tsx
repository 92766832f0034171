import type { FollowedUp } from "@/lib/sessions/session";
import { FollowedUpLine } from "./followed-up-line";

/** What staff noted about a link, and the way out when it is for the wrong hospital or person. */
export function CardFollowUp({ id, followedUp }: { id: string; followedUp: FollowedUp | null }) {
  return (
    <div className="grid justify-items-start print:hidden">
      {followedUp && <FollowedUpLine followedUp={followedUp} />}
      <a
        href={`/sessions/${id}/way-out`}
        className="inline-flex min-h-11 items-center text-brand underline underline-offset-4"
      >
        Something is wrong?
      </a>
    </div>
  );
}
