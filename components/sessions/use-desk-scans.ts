import type { UseFormReturn } from "react-hook-form";
import type { Scan } from "@/lib/sessions/scan-watcher";
import type { CreateSessionInput } from "@/lib/sessions/schema";
import { staysAfterScan } from "@/lib/settings/this-pc";
import { useScanNews, useScans } from "./scans";
import type { CreateSessionState } from "./use-create-session";

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
  const { news, tell, look } = useScanNews();

  function take({ id, words, findRow, ended, early }: Scan) {
    if (isCovered()) return;
    desk.begins();
    if (id === null) {
      if (early) form.setValue("patientId", "");
      tell({ words });
      if (findRow) void look(findRow, openLink);
      return;
    }
    if (!state.isFree()) return tell({ words: notTaken });
    closeDialog();
    // What a scanner typed before the page could react is in the field, and was not there before it.
    const before = early ? { ...form.getValues(), patientId: "" } : form.getValues();
    const another = before.patientId !== "" && before.patientId !== id;
    tell(
      another
        ? { words: "The scan took the place of what was typed.", undo: () => undo({ ...before }) }
        : null,
    );
    if (desk.standsInTheWay) desk.nextPatient({ patientId: id });
    else fillIn(id, another);
    document.getElementById(ended && staysAfterScan() ? "name" : "patientId")?.focus();
    if (ended && !staysAfterScan()) state.submit();
  }

  function openLink(id: string) {
    if (!state.isFree()) return tell({ words: notTaken });
    const isShown = location.pathname === `/sessions/${id}`;
    tell(isShown ? { words: "This is the patient's link that the card shows." } : null);
    if (isCovered()) return;
    closeDialog();
    desk.openLink(id);
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
    tell(null);
    desk.nextPatient(before);
    document.getElementById("patientId")?.focus();
  }

  const areHeard = useScans(take);
  return { news, areHeard, forget: () => tell(null) };
}

function closeDialog() {
  document.querySelector<HTMLDialogElement>("dialog:modal")?.close();
}

/** Nobody is signed in, or nobody is there. */
function isCovered(): boolean {
  return document.getElementById("patientId")?.closest("[inert]") !== null;
}
