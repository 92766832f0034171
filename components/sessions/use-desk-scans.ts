import { useState } from "react";
import type { UseFormReturn } from "react-hook-form";
import type { Result } from "@/lib/result";
import type { Scan } from "@/lib/sessions/scan-watcher";
import type { CreateSessionInput } from "@/lib/sessions/schema";
import { staysAfterScan } from "@/lib/settings/this-pc";
import type { ScanNews } from "./scan-notice";
import type { CreateSessionState } from "./use-create-session";
import { useLinkRow, useScans } from "./use-scans";

type Desk = {
  /** A card or an alert is shown: a scan is the next patient's. */
  standsInTheWay: boolean;
  /** Something is entered. */
  begins: () => void;
  /** Puts away what is shown, and fills a new form in. */
  nextPatient: (entries: Partial<CreateSessionInput>) => void;
  /** Shows a link's card beside what is typed. */
  openLink: (id: string) => void;
};

const notTaken =
  "That scan was not taken: a link is still being made. Scan again when it is there.";

/** What the desk does with each scan, wherever the focus is. */
export function useDeskScans(
  form: UseFormReturn<CreateSessionInput>,
  state: CreateSessionState,
  desk: Desk,
) {
  const [news, setNews] = useState<ScanNews | null>(null);

  const linkRow = useLinkRow();

  function take({ id, words, findRow, ended, early }: Scan) {
    if (isCovered()) return;
    linkRow.forget();
    desk.begins();
    if (id === null) {
      if (early) form.setValue("patientId", "");
      setNews({ words });
      if (findRow) void linkRow.look(findRow, openRow);
      return;
    }
    if (!state.isFree()) return setNews({ words: notTaken });
    closeDialog();
    // What a scanner typed before the page could react is in the field, and was not there before it.
    const before = early ? { ...form.getValues(), patientId: "" } : form.getValues();
    const another = before.patientId !== "" && before.patientId !== id;
    setNews(
      another
        ? { words: "The scan took the place of what was typed.", undo: () => undo({ ...before }) }
        : null,
    );
    if (desk.standsInTheWay) desk.nextPatient({ patientId: id });
    else fillIn(id, another);
    document.getElementById(ended && staysAfterScan() ? "name" : "patientId")?.focus();
    if (ended && !staysAfterScan()) state.submit();
  }

  function openRow(row: Result<string, string>) {
    if (!row.ok) return setNews({ words: row.error });
    if (!state.isFree()) return setNews({ words: notTaken });
    const isShown = location.pathname === `/sessions/${row.value}`;
    setNews(isShown ? { words: "This is the patient's link that the card shows." } : null);
    if (isCovered()) return;
    closeDialog();
    desk.openLink(row.value);
  }

  function fillIn(id: string, isAnother: boolean) {
    form.clearErrors();
    form.setValue("patientId", id);
    if (!isAnother) return;
    form.setValue("name", "");
    form.setValue("email", "");
  }

  function undo(before: CreateSessionInput) {
    if (!state.isFree()) return;
    setNews(null);
    desk.nextPatient(before);
    document.getElementById("patientId")?.focus();
  }

  const areHeard = useScans(take);
  function forget() {
    linkRow.forget();
    setNews(null);
  }
  return { news, areHeard, forget };
}

function closeDialog() {
  document.querySelector<HTMLDialogElement>("dialog:modal")?.close();
}

/** Nobody is signed in, or nobody is there. */
function isCovered(): boolean {
  return document.getElementById("patientId")?.closest("[inert]") !== null;
}
