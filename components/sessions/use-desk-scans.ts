import { useState } from "react";
import type { UseFormReturn } from "react-hook-form";
import type { Scan } from "@/lib/sessions/scan-watcher";
import type { CreateSessionInput } from "@/lib/sessions/schema";
import { staysAfterScan } from "@/lib/settings/this-pc";
import type { ScanNews } from "./scan-notice";
import type { CreateSessionState } from "./use-create-session";
import { useScans } from "./use-scans";

type Desk = {
  /** A card or an alert is shown: a scan is the next patient's. */
  standsInTheWay: boolean;
  /** Something is entered. */
  begins: () => void;
  /** Puts away what is shown, and fills a new form in. */
  nextPatient: (entries: Partial<CreateSessionInput>) => void;
};

/** What the desk does with each scan, wherever the focus is. */
export function useDeskScans(
  form: UseFormReturn<CreateSessionInput>,
  state: CreateSessionState,
  desk: Desk,
) {
  const [news, setNews] = useState<ScanNews | null>(null);

  function take({ id, words, ended, early }: Scan) {
    if (isCovered()) return;
    desk.begins();
    if (id === null) {
      if (early) form.setValue("patientId", "");
      return setNews({ words });
    }
    if (!state.isFree()) {
      return setNews({
        words: "That scan was not taken: a link is still being made. Scan again when it is there.",
      });
    }
    document.querySelector<HTMLDialogElement>("dialog:modal")?.close();
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
  return { news, areHeard, forget: () => setNews(null) };
}

/** Nobody is signed in, or nobody is there. */
function isCovered(): boolean {
  return document.getElementById("patientId")?.closest("[inert]") !== null;
}
