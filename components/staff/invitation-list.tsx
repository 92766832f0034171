"use client";

import { useRouter } from "next/navigation";
import { ConfirmButton } from "@/components/ui/confirm-button";
import { LocalTime } from "@/components/ui/time";
import type { ChangeById } from "@/lib/staff/actions";
import type { OpenInvitation } from "@/lib/staff/staff";

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
