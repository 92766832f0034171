import type { Metadata } from "next";
import { InvitationList, InviteForm } from "@/components/staff/invitations";
import { type MemberActions, MemberRow } from "@/components/staff/member-row";
import { PlaceList } from "@/components/staff/place-list";
import { Section } from "@/components/ui/section";
import { staffCtx } from "@/lib/server/desk";
import { requireAdministrator } from "@/lib/server/staff/guard";
import { loadStaff } from "@/lib/server/staff/loaders";
import {
  changeRoleAction,
  deactivateStaffAction,
  endSignInAction,
  inviteStaffAction,
  makeNewPasswordAddressAction,
  reactivateStaffAction,
  withdrawInvitationAction,
} from "./actions";

export const metadata: Metadata = { title: "Staff" };

const memberActions: MemberActions = {
  changeRole: changeRoleAction,
  deactivate: deactivateStaffAction,
  reactivate: reactivateStaffAction,
  newPassword: makeNewPasswordAddressAction,
};

export default async function StaffPage() {
  const self = await requireAdministrator();
  const { members, invitations, places } = await loadStaff(await staffCtx(self));
  return (
    <div className="mx-auto grid max-w-3xl grid-cols-1 gap-6">
      <h1 className="text-xl font-semibold">Staff</h1>
      <Section heading="Invite a colleague">
        <InviteForm invite={inviteStaffAction} />
      </Section>
      <Section heading="Who works here">
        <ul className="grid grid-cols-1 gap-4">
          {members.map((member) => (
            <MemberRow
              key={member.id}
              member={member}
              places={places.filter(({ staffId }) => staffId === member.id).length}
              isSelf={member.id === self.id}
              actions={memberActions}
            />
          ))}
        </ul>
      </Section>
      <Section heading="Open invitations">
        <InvitationList invitations={invitations} withdraw={withdrawInvitationAction} />
      </Section>
      <Section heading="Signed in now">
        <PlaceList places={places} end={endSignInAction} />
      </Section>
    </div>
  );
}
