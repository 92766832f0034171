import { useEffect, useRef } from "react";
import type { UseFormReturn } from "react-hook-form";
import { keepWhenReloading } from "@/lib/page-age";
import type { CreateSessionInput } from "@/lib/sessions/schema";

/**
 * Carries what is typed through a reload that staff ask for. Sealed by the desk: the browser's history
 * keeps nothing that anybody could read, and it is taken out as soon as the page is back.
 *
 * @param bringBack fills the form in. The attempt stays the same, so that it makes no second link
 */
export function useKeptEntries(
  form: UseFormReturn<CreateSessionInput>,
  bringBack: (entries: CreateSessionInput) => void,
) {
  const latest = useRef(bringBack);
  useEffect(() => {
    latest.current = bringBack;
  });

  useEffect(
    () =>
      keepWhenReloading(async () => {
        const { keepEntries } = await loadKept();
        const sealed = await keepEntries(form.getValues());
        if (sealed === null) return false;
        history.replaceState({ ...history.state, sealedEntries: sealed }, "");
        return true;
      }),
    [form],
  );

  useEffect(() => {
    const { sealedEntries, ...rest } = history.state ?? {};
    if (typeof sealedEntries !== "string") return;
    history.replaceState(rest, "");
    void loadKept()
      .then(({ keptEntries }) => keptEntries(sealedEntries))
      .then((entries) => entries && latest.current(entries));
  }, []);
}

/** Is of this build, and of use when there is another: so it is there before it is needed. */
let loaded: ReturnType<typeof load> | undefined;
const load = () => import("@/lib/sessions/kept-entries");

export function loadKept() {
  loaded ??= load();
  return loaded;
}
