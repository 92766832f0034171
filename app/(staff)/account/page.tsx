import type { Metadata } from "next";
import { ChangePasswordForm } from "@/components/staff/change-password-form";
import { Passkeys } from "@/components/staff/passkeys";
import { PlaceList } from "@/components/staff/place-list";
import { SecondFactor } from "@/components/staff/second-factor";
import { Notice } from "@/components/ui/notice";
import { Section } from "@/components/ui/section";
import { staffCtx } from "@/lib/server/desk";
import { needsSecondFactor, requireStaff } from "@/lib/server/staff/guard";
import { loadAccount } from "@/lib/server/staff/loaders";
import {
  addPasskeyAction,
  changePasswordAction,
  finishSecondFactorAction,
  makeRecoveryCodesAction,
  removePasskeyAction,
  startPasskeyAction,
  startSecondFactorAction,
  stopSecondFactorAction,
} from "./actions";

export const metadata: Metadata = { title: "Account" };

export default async function AccountPage() {
  const staff = await requireStaff({ beforeSecondFactor: true });
  const account = await loadAccount(await staffCtx(staff));
  return (
    <div className="mx-auto grid max-w-3xl grid-cols-1 gap-6">
      <header className="grid gap-2 wrap-anywhere">
        <h1 className="text-xl font-semibold">Your account</h1>
        <p>
          <bdi translate="no" className="font-semibold">
            {staff.name}
          </bdi>{" "}
          <bdi translate="no">{staff.email}</bdi> ·{" "}
          <span>{staff.role === "administrator" ? "Administrator" : "Desk"}</span>
        </p>
        {(await needsSecondFactor()) && (
          <Notice
            tone="warn"
            words="Your clinic asks for a second step beside the password. Set it up here to go on."
          />
        )}
      </header>
      {account.hasPassword ? (
        <>
          <Section heading="Second step">
            <SecondFactor
              isOn={account.hasSecondFactor}
              actions={{
                start: startSecondFactorAction,
                finish: finishSecondFactorAction,
                stop: stopSecondFactorAction,
                newCodes: makeRecoveryCodesAction,
              }}
            />
          </Section>
          {account.canHavePasskeys && (
            <Section heading="Passkeys">
              <Passkeys
                passkeys={account.passkeys}
                actions={{
                  start: startPasskeyAction,
                  add: addPasskeyAction,
                  remove: removePasskeyAction,
                }}
              />
            </Section>
          )}
          <Section heading="Password">
            <ChangePasswordForm change={changePasswordAction} email={staff.email} />
          </Section>
        </>
      ) : (
        <p>You sign in without a password of Connect Desk, so there is none to change here.</p>
      )}
      <Section heading="Where you are signed in">
        <PlaceList places={account.places} />
      </Section>
    </div>
  );
}
