"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useRef, useState } from "react";
import { Button, buttonClass } from "@/components/ui/button";
import { Field, inputClass, TextField } from "@/components/ui/field";
import { Link } from "@/components/ui/link";
import { useHydrated } from "@/components/ui/use-hydrated";
import { useIsLeft } from "@/components/ui/use-is-left";
import { auditActions } from "@/lib/audit/action";
import { dayOf, endOfDay, startOfDay } from "@/lib/audit/days";
import type { AuditPage } from "@/lib/audit/line";
import { type AuditQuery, auditAddress, readAuditQuery } from "@/lib/audit/query";
import { actionLabel } from "@/lib/audit/words";
import type { ActionResult } from "@/lib/sessions/actions";

type AuditFilterProps = {
  query: AuditQuery;
  staff: AuditPage["staff"];
  findPatientKey: (patientId: string) => Promise<ActionResult<string>>;
};

/** What to show of the trail. Days are those of this PC's zone; the patient ID goes to the server in a body. */
export function AuditFilter({ query, staff, findPatientKey }: AuditFilterProps) {
  const router = useRouter();
  const hydrated = useHydrated();
  const isLeft = useIsLeft();
  const form = useRef<HTMLFormElement>(null);
  const [problem, setProblem] = useState("");

  async function show(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const typed = new FormData(event.currentTarget);
    const text = (name: string) => String(typed.get(name) ?? "");
    setProblem("");

    const patientId = text("patient").trim();
    const key = patientId ? await findPatientKey(patientId).catch(() => null) : null;
    if (isLeft.current) return;
    if (patientId && !key?.ok) return setProblem(problemOf(key));
    const asked = {
      who: text("who"),
      what: text("what"),
      from: startOfDay(text("from")),
      until: endOfDay(text("to")),
      patient: key?.ok ? key.value : query.patient,
    };
    router.push(auditAddress(readAuditQuery(asked)));
  }

  /** What was typed or chosen and not yet asked for goes as well. */
  function clear() {
    form.current?.reset();
    setProblem("");
  }

  return (
    <form
      ref={form}
      method="post"
      aria-label="What to show"
      noValidate
      className="grid grid-cols-1 items-end gap-4 rounded-card border border-line bg-surface p-4 sm:grid-cols-2 lg:grid-cols-4"
      onSubmit={(event) => void show(event)}
    >
      <Choice
        id="who"
        label="Who"
        chosen={query.who}
        choices={staff.map(({ id, name }) => [id, name])}
      />
      <Choice
        id="what"
        label="What"
        chosen={query.what}
        choices={auditActions.map((action) => [action, actionLabel(action)])}
      />
      <Day id="from" label="From day" instant={hydrated ? query.from : undefined} />
      <Day id="to" label="To day" instant={hydrated ? query.until : undefined} isEnd />
      <div className="sm:col-span-2">
        <TextField
          id="patient"
          name="patient"
          label="Patient ID"
          hint={query.patient ? "One patient is chosen. “Show all” ends that." : undefined}
          error={problem || undefined}
        />
      </div>
      <div className="flex flex-wrap gap-3 sm:col-span-2">
        <Button type="submit" look="primary">
          Show
        </Button>
        <Link href="/audit" onNavigate={clear} className={buttonClass("quiet")}>
          Show all
        </Link>
      </div>
    </form>
  );
}

function Choice(props: {
  id: string;
  label: string;
  chosen: string | undefined;
  choices: [value: string, label: string][];
}) {
  const { id, label, chosen = "", choices } = props;
  return (
    <Field id={id} label={label}>
      <select id={id} name={id} key={chosen} defaultValue={chosen} className={inputClass}>
        <option value="">All</option>
        {choices.map(([value, words]) => (
          <option key={value} value={value}>
            {words}
          </option>
        ))}
      </select>
    </Field>
  );
}

function Day(props: { id: string; label: string; instant: string | undefined; isEnd?: boolean }) {
  const { id, label, instant, isEnd = false } = props;
  const day = instant ? dayOf(instant, isEnd) : "";
  return (
    <Field id={id} label={label}>
      <input id={id} name={id} type="date" key={day} defaultValue={day} className={inputClass} />
    </Field>
  );
}

function problemOf(answer: ActionResult<string> | null): string {
  if (answer && !answer.ok && answer.error.kind === "invalid-input") {
    return answer.error.fields[0]?.message ?? "Check the patient ID";
  }
  return "This patient ID could not be looked up. Try again";
}
