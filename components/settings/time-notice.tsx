"use client";

import { useState } from "react";
import { Failure } from "@/components/staff/failure";
import { Button } from "@/components/ui/button";
import { LocalDate } from "@/components/ui/local-date";
import { useFocusOnMount } from "@/components/ui/use-focus-on-mount";
import { claimFocus, type FocusClaim } from "@/lib/focus-claim";
import { tried } from "@/lib/no-answer";
import type { ActionResult } from "@/lib/sessions/actions";
import type { ConfirmTime, TimeDoubt } from "@/lib/settings/time-doubt";

/** Says that the server's clock is in doubt, what has stopped because of it, and how it goes on. */
export function TimeNotice({ doubt, confirm }: { doubt: TimeDoubt; confirm: ConfirmTime }) {
  const [isBusy, setBusy] = useState(false);
  const [result, setResult] = useState<ActionResult<null> | null>(null);
  const [asked, setAsked] = useState<FocusClaim>(claimFocus);

  async function press() {
    if (isBusy) return;
    setBusy(true);
    setAsked(() => claimFocus());
    setResult(await tried(confirm()));
    setBusy(false);
  }
  const isDone = result?.ok === true;
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
              <LocalDate withYear iso={doubt.now} />
            </strong>
            .{" "}
            {doubt.api === null ? (
              <span>
                The desk last knew for certain that it was{" "}
                <LocalDate withYear iso={doubt.believed} />, and Medblocks, which it asks for the
                time, has not answered since.
              </span>
            ) : (
              <span>
                Medblocks says <LocalDate withYear iso={doubt.api} />.
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
            aria-disabled={isBusy}
            onClick={() => void press()}
          >
            {isBusy ? "One moment…" : "This date is right"}
          </Button>
        </>
      )}
      {result && !result.ok && <Failure error={result.error} />}
      <div role="status" className="empty:sr-only">
        {isDone && <Noted asked={asked} />}
      </div>
    </div>
  );
}

/** The button that was pressed is gone: the focus goes on to what came of it. */
function Noted({ asked }: { asked: FocusClaim }) {
  const words = useFocusOnMount<HTMLParagraphElement>(asked);
  return (
    <p ref={words} tabIndex={-1} className="text-ok">
      Noted. What is too old is removed within the hour.
    </p>
  );
}
