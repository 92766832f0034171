"use client";

import { Button, buttonClass } from "@/components/ui/button";
import { LocalTime } from "@/components/ui/local-time";
import { ReloadButton } from "@/components/ui/reload-button";
import type { AppError, OpenLink, PatientIdentity } from "@/lib/errors";
import { itOrThem } from "@/lib/sessions/error-words";
import { tellSignedOut } from "@/lib/staff/sign-in-news";

export type FailureChoicesProps = {
  error: AppError;
  choose: {
    /** Fill in the stored name and email, and create for them. */
    takeStored: (stored: PatientIdentity) => void;
    /** Create, and let the stored name and email be replaced. */
    rename: (stored: PatientIdentity) => void;
    changeId: () => void;
    /** Use the ID that looks alike; the next two say that it is another's, and that this one is right. All are missing where no ID is typed. */
    takeAlike?: (patientId: string) => void;
    isAnother?: (patientId: string) => void;
    idIsRight?: (patientId: string) => void;
    makeAnother: () => void;
    /** This and the next are missing where no hospitals can be chosen. */
    removeSources?: (sourceIds: string[]) => void;
    goOnWithout?: () => void;
    tryAgain: () => void;
    checkNow: () => void;
  };
};

/** The next steps that make sense after one failure. */
export function FailureChoices({ error, choose }: FailureChoicesProps) {
  switch (error.kind) {
    case "identity-differs":
      return (
        <Choices>
          <Button look="primary" onClick={() => choose.takeStored(error.stored)}>
            <span className="wrap-anywhere">
              Use <bdi translate="no">{error.stored.name || error.stored.email}</bdi>
            </span>
          </Button>
          <Button onClick={() => choose.rename(error.stored)}>
            It is the same person, change the <span>{changed(error.stored, error.typed)}</span>
          </Button>
          <Button onClick={choose.changeId}>Change the ID</Button>
        </Choices>
      );
    case "looks-alike":
      return (
        <Choices>
          <Button look="primary" onClick={() => choose.takeAlike?.(error.known.patientId)}>
            <span className="wrap-anywhere">
              Use <bdi translate="no">{error.known.patientId}</bdi>
            </span>
          </Button>
          <Button onClick={() => choose.isAnother?.(error.known.patientId)}>
            No, another patient
          </Button>
        </Choices>
      );
    case "unusual-id":
      return (
        <Choices>
          <Button look="primary" onClick={choose.changeId}>
            Change the ID
          </Button>
          <Button onClick={() => choose.idIsRight?.(error.patientId)}>It is right</Button>
        </Choices>
      );
    case "open-link-exists":
      return (
        <Choices>
          {error.links.map((link) => (
            <UseOpenLink key={link.id} link={link} />
          ))}
          <Button onClick={choose.makeAnother}>Make another</Button>
        </Choices>
      );
    case "source-gone":
      return (
        choose.removeSources && (
          <Choices>
            <Button look="primary" onClick={() => choose.removeSources?.(error.sourceIds)}>
              Remove <span>{itOrThem(error.sourceIds)}</span>
            </Button>
          </Choices>
        )
      );
    case "source-not-answering":
      return (
        <Choices>
          <Button look="primary" onClick={choose.tryAgain}>
            Try again
          </Button>
          {choose.goOnWithout && error.sourceIds.length > 0 && (
            <Button onClick={choose.goOnWithout}>
              Go on without <span>{itOrThem(error.sourceIds)}</span>
            </Button>
          )}
        </Choices>
      );
    case "signed-out":
      return (
        <Choices>
          <Button look="primary" onClick={tellSignedOut}>
            Sign in
          </Button>
        </Choices>
      );
    case "no-connection":
    case "not-answering":
      return (
        <Choices>
          <Button look="primary" onClick={choose.tryAgain}>
            Try again
          </Button>
        </Choices>
      );
    case "page-too-old":
      return <ReloadButton />;
    case "outcome-unknown":
    case "answer-lost":
      return (
        <Choices>
          <Button look="primary" onClick={choose.checkNow}>
            Check now
          </Button>
        </Choices>
      );
    default:
      return null;
  }
}

function Choices({ children }: { children: React.ReactNode }) {
  return <div className="flex flex-wrap gap-3">{children}</div>;
}

function UseOpenLink({ link }: { link: OpenLink }) {
  return (
    <a href={`/sessions/${link.id}`} className={buttonClass("primary")}>
      <span>
        Use it (<span translate="no">{link.tag}</span>, until <LocalTime iso={link.expiresAt} />)
      </span>
    </a>
  );
}

function changed(stored: PatientIdentity, typed: PatientIdentity): string {
  const name = typed.name !== "" && typed.name !== stored.name;
  const email = typed.email !== "" && typed.email !== stored.email;
  return name && email ? "name and email" : email ? "email" : "name";
}
