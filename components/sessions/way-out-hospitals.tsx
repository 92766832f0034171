"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { ConfirmButton } from "@/components/ui/confirm-button";
import { LocalTime } from "@/components/ui/time";
import {
  type DisconnectHospital,
  type DisconnectOutcome,
  disconnectWords,
  type WayOutHospital,
} from "@/lib/sessions/way-out";

type WayOutHospitalsProps = {
  id: string;
  hospitals: WayOutHospital[];
  disconnect: DisconnectHospital;
};

/** What is connected through a link, each with a way to end that. */
export function WayOutHospitals({ id, hospitals, disconnect }: WayOutHospitalsProps) {
  const router = useRouter();
  const [outcomes, setOutcomes] = useState<ReadonlyMap<string, DisconnectOutcome>>(new Map());
  // Also those that are no longer connected: what was done stays to be read.
  const shown = hospitals.filter(
    ({ state, sourceId }) =>
      ["connected", "disconnected"].includes(state) || outcomes.has(sourceId),
  );
  const remains = shown.some(
    (hospital) =>
      hospital.state === "connected" &&
      (!hospital.hasId || outcomes.get(hospital.sourceId) === "no-call"),
  );
  if (shown.length === 0) return <p>No hospital is connected through this link.</p>;
  return (
    <>
      <ul className="grid gap-4">
        {shown.map((hospital) => {
          const { sourceId, name, state, at, hasId } = hospital;
          const isConnected = state === "connected";
          const outcome = isConnected ? outcomes.get(sourceId) : undefined;
          return (
            <li key={sourceId} className="grid gap-2">
              <p className="wrap-anywhere">
                <bdi translate="no" className="font-semibold">
                  {name}
                </bdi>
                : <span>{isConnected ? "connected" : "not connected any more"}</span>
                {at && (
                  <span>
                    {" "}
                    since <LocalTime to="day" iso={at} />
                  </span>
                )}
              </p>
              <p role="status">
                {outcome && outcome !== "disconnected" && (
                  <span>{disconnectWords(outcome, name)}</span>
                )}
                {!isConnected && outcomes.has(sourceId) && (
                  <span>{disconnectWords("disconnected", name)}</span>
                )}
              </p>
              {isConnected && (
                <div className="flex flex-wrap gap-3">
                  {hasId && outcome !== "no-call" && (
                    <ConfirmButton
                      label="Disconnect"
                      about={name}
                      heading={`Disconnect ${name}?`}
                      confirm="Disconnect"
                      act={() => disconnect({ id, sourceId })}
                      done={(answer) => {
                        setOutcomes((known) => new Map(known).set(sourceId, answer));
                        router.refresh();
                      }}
                    >
                      The clinic’s access ends now. Only a new link, and a new sign-in by the
                      patient, brings it back.
                    </ConfirmButton>
                  )}
                  {outcome === "not-known" && (
                    <Button onClick={() => router.refresh()}>
                      Look again
                      <span className="sr-only">{` at ${name}`}</span>
                    </Button>
                  )}
                </div>
              )}
            </li>
          );
        })}
      </ul>
      {remains && (
        <p>
          This clinic’s Medblocks gives no way to disconnect from here. The patient can take back
          the access on the hospital’s own page, or you can call Medblocks support.
        </p>
      )}
    </>
  );
}
