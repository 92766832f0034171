"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Controller } from "react-hook-form";
import { ActionFormView, fieldOf, useActionForm } from "@/components/ui/action-form";
import { ConfirmButton } from "@/components/ui/confirm-button";
import { TextField } from "@/components/ui/field";
import { RadioGroup } from "@/components/ui/radio-group";
import { LocalTime } from "@/components/ui/time";
import type { AddressToCopy, ChangeById, InviteStaff } from "@/lib/staff/actions";
import type { OpenInvitation, StaffRole } from "@/lib/staff/staff";
import { OneTimeAddressBox } from "./one-time-address";
import { useProof } from "./use-proof";

const empty: { name: string; email: string; role: StaffRole } = {
  name: "",
  email: "",
  role: "desk",
};

const roles = [
  { value: "desk", label: "Desk.", hint: "Makes links and follows them." },
  {
    value: "administrator",
    label: "Administrator.",
    hint: "Also invites staff, sets up the clinic and reads the audit.",
  },
] as const;

/** Makes an address that lets one colleague in. */
export function InviteForm({ invite }: { invite: InviteStaff }) {
  const router = useRouter();
  const proof = useProof();
  const [made, setMade] = useState<{ address: AddressToCopy; forWhom: string } | null>(null);
  const state = useActionForm({
    id: "invite",
    rules: async () => (await import("@/lib/staff/schema")).inviteSchema,
    defaultValues: empty,
    send: (values) => proof.ask((given) => invite(values, given)),
    done: (address, { name }) => {
      setMade({ address, forWhom: name });
      state.form.reset(empty);
      router.refresh();
    },
  });
  return (
    <>
      {proof.dialog}
      {made && (
        <OneTimeAddressBox key={made.address.address} made={made.address} forWhom={made.forWhom} />
      )}
      <ActionFormView
        state={state}
        label="Invite a colleague"
        submit={{ label: "Make an invitation", busy: "One moment…" }}
      >
        <div className="grid items-end gap-5 sm:grid-cols-2">
          <TextField label="Name" {...fieldOf(state, "name")} />
          <TextField label="Email" type="email" inputMode="email" {...fieldOf(state, "email")} />
        </div>
        <Controller
          control={state.form.control}
          name="role"
          render={({ field }) => (
            <RadioGroup
              legend="Role"
              choices={roles}
              value={field.value}
              onChange={field.onChange}
            />
          )}
        />
      </ActionFormView>
    </>
  );
}

type InvitationListProps = { invitations: OpenInvitation[]; withdraw: ChangeById };

/** Who was invited and has not come yet. */
export function InvitationList({ invitations, withdraw }: InvitationListProps) {
  const router = useRouter();
  if (invitations.length === 0) return <p>Nobody is invited at the moment.</p>;
  return (
    <ul className="grid grid-cols-1 gap-4">
      {invitations.map(({ id, name, email, role, expiresAt }) => (
        <li key={id} className="grid grid-cols-1 gap-3 border-t border-line pt-4">
          <div className="grid gap-1 wrap-anywhere">
            <p>
              <bdi translate="no" className="font-semibold">
                {name}
              </bdi>{" "}
              <bdi translate="no" className="text-ink2">
                {email}
              </bdi>
            </p>
            <p className="text-sm">
              <span>{role === "administrator" ? "Administrator" : "Desk"}</span> · Works until{" "}
              <LocalTime iso={expiresAt} />
            </p>
          </div>
          <div>
            <ConfirmButton
              label="Withdraw"
              about={`the invitation of ${name}`}
              heading={`Withdraw the invitation of ${name}?`}
              confirm="Withdraw"
              act={() => withdraw(id)}
              done={() => router.refresh()}
            >
              The address that you handed over works no more. You can invite them again.
            </ConfirmButton>
          </div>
        </li>
      ))}
    </ul>
  );
}
