"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Failure } from "@/components/ui/failure";
import { Said } from "@/components/ui/notice";
import { LocalTime } from "@/components/ui/time";
import { useAct } from "@/components/ui/use-act";
import { useFocusOnMount } from "@/components/ui/use-focus";
import type { FocusClaim } from "@/lib/focus-claim";
import type { ConfirmTime, TimeDoubt } from "@/lib/settings/time-doubt";

/** Says that the server's clock is in doubt, what has stopped because of it, and how it goes on. */
export function TimeNotice({ doubt, confirm }: { doubt: TimeDoubt; confirm: ConfirmTime }) {
  const [isDone, setDone] = useState(false);
  const { busy, failure, asked, run } = useAct();
  return (
    <div className="grid grid-cols-1 gap-4">
      {!isDone && (
        <>
          <p className="text-ink2">
            The server’s clock is in doubt. It may have been set, or the desk was off for long.
          </p>
          <p>
            The server’s clock says{" "}
            <strong>
              <LocalTime to="year" iso={doubt.now} />
            </strong>
            .{" "}
            {doubt.api === null ? (
              <span>
                The desk last knew for certain that it was{" "}
                <LocalTime to="year" iso={doubt.believed} />, and Medblocks, which it asks for the
                time, has not answered since.
              </span>
            ) : (
              <span>
                Medblocks says <LocalTime to="year" iso={doubt.api} />.
              </span>
            )}
          </p>
          <p>
            Until this is clear nothing is removed because of its age: no links, no events, no ended
            sign-ins. Links can be made as ever. If the date is wrong, set the server’s clock: this
            notice then goes by itself.
          </p>
          <Button
            look="primary"
            className="justify-self-start"
            aria-disabled={busy}
            onClick={() => void run(confirm, () => setDone(true))}
          >
            {busy ? "One moment…" : "This date is right"}
          </Button>
        </>
      )}
      {failure && <Failure error={failure} asked={asked} />}
      <Said tone="ok">{isDone && <Noted asked={asked} />}</Said>
    </div>
  );
}

/** The button that was pressed is gone: the focus goes on to what came of it. */
function Noted({ asked }: { asked: FocusClaim }) {
  const words = useFocusOnMount<HTMLParagraphElement>(asked);
  return (
    <p ref={words} tabIndex={-1}>
      Noted. What is too old is removed within the hour.
    </p>
  );
}
