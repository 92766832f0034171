"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { ConfirmButton } from "@/components/ui/confirm-button";
import type {
  AddressToCopy,
  ChangeById,
  ChangeRole,
  MakeNewPasswordAddress,
  ReactivateStaff,
} from "@/lib/staff/actions";
import type { StaffMember } from "@/lib/staff/staff";
import { OneTimeAddressBox } from "./one-time-address";
import { useProof } from "./use-proof";

export type MemberActions = {
  changeRole: ChangeRole;
  deactivate: ChangeById;
  reactivate: ReactivateStaff;
  newPassword: MakeNewPasswordAddress;
};

type MemberRowProps = {
  member: StaffMember;
  /** On how many browsers they are signed in now. */
  places: number;
  isSelf: boolean;
  actions: MemberActions;
};

/** One of the staff, and what an administrator can do about the account. */
export function MemberRow({ member, places, isSelf, actions }: MemberRowProps) {
  const { id, name, email, role } = member;
  const router = useRouter();
  const [address, setAddress] = useState<AddressToCopy | null>(null);
  const refresh = () => router.refresh();
  const proof = useProof();
  const next = role === "desk" ? "administrator" : "desk";
  return (
    <li className="grid grid-cols-1 gap-3 border-t border-line pt-4">
      {proof.dialog}
      <div className="grid gap-1 wrap-anywhere">
        <p>
          <bdi translate="no" className="font-semibold">
            {name}
          </bdi>
          {isSelf && <span> (you)</span>}{" "}
          <bdi translate="no" className="text-ink2">
            {member.isDemo ? "" : email}
          </bdi>
        </p>
        <p className="text-sm">{stateOf(member, places)}</p>
      </div>
      {address && <OneTimeAddressBox key={address.address} made={address} forWhom={name} />}
      <div className="flex flex-wrap gap-3">
        {member.deactivatedAt === null ? (
          <>
            <ConfirmButton
              label={next === "desk" ? "Make desk" : "Make administrator"}
              about={name}
              heading={`Change the role of ${name}?`}
              confirm={next === "desk" ? "Make desk" : "Make administrator"}
              act={() =>
                proof.ask((given) => actions.changeRole({ staffId: id, role: next }, given))
              }
              done={refresh}
            >
              {next === "desk"
                ? "They can make links and follow them. Staff, clinic settings and audit close for them at once."
                : "They can invite and deactivate staff, change clinic settings and read the audit."}
            </ConfirmButton>
            {!member.isDemo && (
              <ConfirmButton
                label="New password"
                about={`for ${name}`}
                heading={`Let ${name} choose a new password?`}
                confirm="Make an address"
                act={() => proof.ask((given) => actions.newPassword(id, given))}
                done={setAddress}
              >
                You get an address to hand over. Whoever opens it chooses a new password. Their
                second step and passkeys are removed then.
              </ConfirmButton>
            )}
            <ConfirmButton
              label="Deactivate"
              about={name}
              heading={`Deactivate ${name}?`}
              confirm="Deactivate"
              act={() => actions.deactivate(id)}
              done={refresh}
            >
              They are signed out everywhere at once and cannot sign in. Their links and their part
              of the audit stay. You can reactivate the account.
            </ConfirmButton>
          </>
        ) : (
          <ConfirmButton
            label="Reactivate"
            about={name}
            heading={`Reactivate ${name}?`}
            confirm="Reactivate"
            act={() => proof.ask((given) => actions.reactivate(id, given))}
            done={refresh}
          >
            They can sign in again as before.
          </ConfirmButton>
        )}
      </div>
    </li>
  );
}

function stateOf(member: StaffMember, places: number): string {
  const role = member.role === "administrator" ? "Administrator" : "Desk";
  if (member.deactivatedAt !== null) return `${role} · Deactivated`;
  const where =
    places === 0
      ? "Not signed in"
      : `Signed in on ${places === 1 ? "1 browser" : `${places} browsers`}`;
  return [role, where, member.hasSecondFactor && "Second step on"].filter(Boolean).join(" · ");
}
