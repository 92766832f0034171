"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { TextField } from "@/components/form/text-field";
import type { AddressToCopy, InviteStaff } from "@/lib/staff/actions";
import type { StaffRole } from "@/lib/staff/staff";
import { ActionFormView, fieldOf } from "./action-form";
import { OneTimeAddressBox } from "./one-time-address";
import { RoleField } from "./role-field";
import { lateResolver, useActionForm } from "./use-action-form";
import { useProof } from "./use-proof";

const empty: { name: string; email: string; role: StaffRole } = {
  name: "",
  email: "",
  role: "desk",
};

/** Makes an address that lets one colleague in. */
export function InviteForm({ invite }: { invite: InviteStaff }) {
  const router = useRouter();
  const proof = useProof();
  const [made, setMade] = useState<{ address: AddressToCopy; forWhom: string } | null>(null);
  const state = useActionForm({
    id: "invite",
    resolver: lateResolver(async () => (await import("./invite-resolver")).inviteResolver),
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
        <RoleField {...fieldOf(state, "role")} />
      </ActionFormView>
    </>
  );
}
