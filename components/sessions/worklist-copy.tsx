"use client";

import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { noteCopied } from "@/lib/sessions/copied";
import { loadSchemas } from "@/lib/sessions/worklist-queries";
import { checkAnswer } from "@/lib/staff/check-answer";

const shownForMs = 4_000;

/** Asks for the link when it is wanted, so that a list of fifty holds none. */
export function WorklistCopy({ id, tag }: { id: string; tag: string }) {
  const [outcome, setOutcome] = useState<"copied" | "refused" | null>(null);

  useEffect(() => {
    if (outcome !== "copied") return;
    const timer = setTimeout(() => setOutcome(null), shownForMs);
    return () => clearTimeout(timer);
  }, [outcome]);

  async function copy() {
    const copied = await copyLink(id).then(
      () => true,
      () => false,
    );
    setOutcome(copied ? "copied" : "refused");
  }

  const Icon = outcome === "copied" ? Check : Copy;
  return (
    <>
      <Button onClick={copy}>
        <Icon aria-hidden size={20} strokeWidth={1.75} />
        <span>{outcome === "copied" ? "Copied" : "Copy"}</span>
        <span className="sr-only">{` ${tag}`}</span>
      </Button>
      <span role="status" className={outcome === "refused" ? "text-sm" : "sr-only"}>
        {outcome === "copied" && <span>Link copied</span>}
        {outcome === "refused" && <span>Not copied. Press Show and copy it there.</span>}
      </span>
    </>
  );
}

/** @throws when the link has ended, the server is not there, or the browser does not let us copy */
async function copyLink(id: string): Promise<void> {
  const answer = await fetch(`/api/sessions/${id}/link`, { method: "POST", cache: "no-store" });
  checkAnswer(answer, "link");
  // Here since the list was read.
  const { linkAnswerSchema } = await loadSchemas();
  const { url } = linkAnswerSchema.parse(await answer.json());
  await navigator.clipboard.writeText(url);
  noteCopied(id, url);
}
