"use client";

import { useRouter } from "next/navigation";
import { ConfirmButton } from "@/components/ui/confirm-button";
import { LocalTime } from "@/components/ui/time";
import type { ChangeById } from "@/lib/staff/actions";
import type { SignedInPlace } from "@/lib/staff/staff";

type PlaceListProps = {
  places: SignedInPlace[];
  /** Shown with the name of each person, and a button, to administrators. */
  end?: ChangeById;
};

/** Where somebody is signed in. */
export function PlaceList({ places, end }: PlaceListProps) {
  const router = useRouter();
  return (
    <ul className="grid grid-cols-1 gap-4">
      {places.map(({ id, staffName, device, since, activeAt, isHere }) => (
        <li
          key={id}
          className="flex flex-wrap items-center justify-between gap-3 border-t border-line pt-4"
        >
          <div className="grid gap-1 wrap-anywhere">
            <p>
              {end && (
                <span>
                  <bdi translate="no" className="font-semibold">
                    {staffName}
                  </bdi>{" "}
                  on{" "}
                </span>
              )}
              <span>{device}</span>
              {isHere && <span> (here)</span>}
            </p>
            <p className="text-sm">
              Since <LocalTime iso={since} /> · Last used <LocalTime iso={activeAt} />
            </p>
          </div>
          {end && !isHere && (
            <ConfirmButton
              label="End"
              about={`the session of ${staffName} on ${device}`}
              heading={`Sign ${staffName} out there?`}
              confirm="Sign out there"
              act={() => end(id)}
              done={() => router.refresh()}
            >
              That browser is covered within seconds. They can sign in again.
            </ConfirmButton>
          )}
        </li>
      ))}
    </ul>
  );
}
