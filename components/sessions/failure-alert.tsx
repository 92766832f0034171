"use client";

import { type ComponentType, useEffect, useState } from "react";
import { Button, buttonClass } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { Alert, WhatHappened } from "@/components/ui/notice";
import type { ReferenceLineProps } from "@/components/ui/reference-line";
import { ReloadButton } from "@/components/ui/reload-button";
import { LocalTime, secondsToWait } from "@/components/ui/time";
import type { DeskError, OpenLink, PatientIdentity } from "@/lib/errors";
import {
  type ErrorContext,
  type ErrorWords,
  errorWords,
  itOrThem,
} from "@/lib/sessions/error-words";
import type { Verb } from "@/lib/sessions/not-loaded-words";
import { tellSignedOut } from "@/lib/staff/sign-in-news";
import type { FormFailure } from "./use-create-session";

/** What staff may answer. */
export type FailureChoices = {
  /** Fill in the stored name and email, and create for them. */
  takeStored: (stored: PatientIdentity) => void;
  /** Create, and let the stored name and email be replaced. */
  rename: (stored: PatientIdentity) => void;
  changeId: () => void;
  /** Use the ID that looks alike; the next two say that it is another's, and that this one is right. All are missing where no ID is typed. */
  takeAlike?: (patientId: string) => void;
  isAnother?: (patientId: string) => void;
  idIsRight?: (patientId: string) => void;
  /** Another link's card is opened. */
  useOpen?: () => void;
  makeAnother: () => void;
  /** This and the next are missing where no hospitals can be chosen. */
  removeSources?: (sourceIds: string[]) => void;
  goOnWithout?: () => void;
  tryAgain: () => void;
  checkNow: () => void;
};

type FailureAlertProps = {
  /** With what is left of its wait. */
  failure: FormFailure;
  context: ErrorContext;
  /** The button that was pressed. */
  verb?: Verb;
  choose: FailureChoices;
};

/** One failure of creating: what happened, what was saved, what to do next, what to quote. */
export function FailureAlert({
  failure: { error, at, asked },
  context,
  choose,
  verb = "Create",
}: FailureAlertProps) {
  const words = errorWords(error, context, verb);
  return (
    <Alert heading={words.heading} asked={asked}>
      <WhatHappened
        happened={
          error.kind === "identity-differs" ? (
            <WhoIsWho error={error} patientId={context.patientId} />
          ) : (
            happenedWords(error, words)
          )
        }
        saved={words.saved}
        next={words.next}
        isCounting={secondsToWait(error) > 0}
      />
      <NextSteps error={error} choose={choose} />
      {!isQuestion(error) && <Reference requestId={error.requestId} at={at} kind={error.kind} />}
    </Alert>
  );
}

/** The last word of a question is the question. */
function happenedWords({ kind }: DeskError, { happened }: ErrorWords): string {
  return kind === "looks-alike" ? `${happened} The same?` : happened;
}

/** Comes when there is something to quote; without a connection nothing was asked that could be. */
function Reference(props: ReferenceLineProps) {
  const [Line, setLine] = useState<ComponentType<ReferenceLineProps> | null>(null);
  useEffect(() => {
    import("@/components/ui/reference-line").then(
      ({ ReferenceLine }) => setLine(() => ReferenceLine),
      () => {},
    );
  }, []);
  return Line && <Line {...props} />;
}

/** Nothing failed: the desk has to decide, so there is nothing to quote to support. */
function isQuestion({ kind }: DeskError): boolean {
  return ["identity-differs", "open-link-exists", "looks-alike", "unusual-id"].includes(kind);
}

/** The sentence of `errorWords` with the two persons made easy to compare. */
function WhoIsWho({
  error: { stored, typed },
  patientId,
}: {
  error: Extract<DeskError, { kind: "identity-differs" }>;
  patientId: string;
}) {
  return (
    <span>
      <bdi translate="no">{patientId}</bdi> is <Person identity={stored} /> in Medblocks. You typed{" "}
      <Person identity={typed} />. Creating would change the details of that patient.
    </span>
  );
}

function Person({ identity: { name, email } }: { identity: PatientIdentity }) {
  return (
    <strong>
      <bdi translate="no">{[name, email].filter(Boolean).join(", ")}</bdi>
    </strong>
  );
}

/** The next steps that make sense after one failure; the first is the one to take. */
function NextSteps({ error, choose }: Pick<FailureAlertProps, "choose"> & { error: DeskError }) {
  if (error.kind === "page-too-old") return <ReloadButton />;
  const links = error.kind === "open-link-exists" ? error.links : [];
  const steps = stepsAfter(error, choose);
  if (steps.length === 0) return null;
  return (
    <div className="flex flex-wrap gap-3">
      {links.map((link) => (
        <UseOpenLink key={link.id} link={link} onUse={choose.useOpen} />
      ))}
      {steps.map(({ label, name, take }, index) => (
        <Button
          key={label}
          look={links.length + index === 0 ? "primary" : "secondary"}
          onClick={take}
        >
          <span className="wrap-anywhere">
            <span>{label}</span> {name && <bdi translate="no">{name}</bdi>}
          </span>
        </Button>
      ))}
    </div>
  );
}

/** A button: what it says, and whose name behind it. */
type Step = { label: string; name?: string; take: () => void };

function stepsAfter(error: DeskError, choose: FailureChoices): Step[] {
  const tryAgain = { label: "Try again", take: choose.tryAgain };
  switch (error.kind) {
    case "identity-differs": {
      const { stored, typed } = error;
      return [
        { label: "Use", name: stored.name || stored.email, take: () => choose.takeStored(stored) },
        {
          label: `It is the same person, change the ${changed(stored, typed)}`,
          take: () => choose.rename(stored),
        },
        { label: "Change the ID", take: choose.changeId },
      ];
    }
    case "looks-alike": {
      const { patientId } = error.known;
      return [
        { label: "Use", name: patientId, take: () => choose.takeAlike?.(patientId) },
        { label: "No, another patient", take: () => choose.isAnother?.(patientId) },
      ];
    }
    case "unusual-id":
      return [
        { label: "Change the ID", take: choose.changeId },
        { label: "It is right", take: () => choose.idIsRight?.(error.patientId) },
      ];
    case "open-link-exists":
      return [{ label: "Make another", take: choose.makeAnother }];
    case "source-gone": {
      const { sourceIds } = error;
      const { removeSources } = choose;
      if (!removeSources) return [];
      return [{ label: `Remove ${itOrThem(sourceIds)}`, take: () => removeSources(sourceIds) }];
    }
    case "source-not-answering": {
      const { sourceIds } = error;
      const { goOnWithout } = choose;
      if (!goOnWithout || sourceIds.length === 0) return [tryAgain];
      return [tryAgain, { label: `Go on without ${itOrThem(sourceIds)}`, take: goOnWithout }];
    }
    case "signed-out":
      return [{ label: "Sign in", take: tellSignedOut }];
    case "no-connection":
    case "not-answering":
      return [tryAgain];
    case "outcome-unknown":
    case "answer-lost":
      return [{ label: "Check now", take: choose.checkNow }];
    default:
      return [];
  }
}

function UseOpenLink({ link, onUse }: { link: OpenLink; onUse: (() => void) | undefined }) {
  return (
    <Link
      href={`/sessions/${link.id}`}
      onNavigate={() => onUse?.()}
      className={buttonClass("primary")}
    >
      <span>
        Use it (<span translate="no">{link.tag}</span>, until <LocalTime iso={link.expiresAt} />)
      </span>
    </Link>
  );
}

function changed(stored: PatientIdentity, typed: PatientIdentity): string {
  const name = typed.name !== "" && typed.name !== stored.name;
  const email = typed.email !== "" && typed.email !== stored.email;
  return name && email ? "name and email" : email ? "email" : "name";
}
