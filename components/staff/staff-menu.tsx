"use client";

import { ChevronDown } from "lucide-react";
import { lazy, Suspense, useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { shortName } from "@/lib/staff/short-name";
import type { SignedInStaff } from "@/lib/staff/staff";

/**
 * Comes with the first key or press, so that Sign out is there when the line is cut later.
 * Without a line from the beginning it leads nowhere: then it says so.
 */
const loadEntries = () =>
  import("./staff-menu-entries").then(
    ({ StaffMenuEntries }) => ({ default: StaffMenuEntries }),
    () => ({ default: () => <p>No connection. Check the network cable or Wi-Fi.</p> }),
  );
const Entries = lazy(loadEntries);

/** Who is signed in, and what is theirs: a disclosure, so that each entry is an ordinary link. */
export function StaffMenu({ staff }: { staff: SignedInStaff }) {
  const [open, setOpen] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);

  useEffect(() => {
    const ending = new AbortController();
    const options = { once: true, capture: true, signal: ending.signal };
    for (const begun of ["keydown", "pointerdown"]) addEventListener(begun, loadEntries, options);
    return () => ending.abort();
  }, []);

  useEffect(() => {
    if (!open) return;
    const ending = new AbortController();
    const { signal } = ending;
    function onPress(event: PointerEvent) {
      const inside = event.target instanceof Node && place.current?.contains(event.target);
      if (!inside) setOpen(false);
    }
    function onKey(event: KeyboardEvent) {
      if (event.key !== "Escape") return;
      setOpen(false);
      button.current?.focus();
    }
    addEventListener("pointerdown", onPress, { signal });
    addEventListener("keydown", onKey, { signal });
    return () => ending.abort();
  }, [open]);

  return (
    <div ref={place} className="sm:relative">
      <Button
        ref={button}
        look="quiet"
        aria-expanded={open}
        aria-controls="staff-menu"
        onPointerEnter={() => void loadEntries()}
        onClick={() => setOpen(!open)}
      >
        <bdi translate="no" className="wrap-anywhere">
          {shortName(staff.name)}
        </bdi>
        <ChevronDown />
      </Button>
      <div
        id="staff-menu"
        hidden={!open}
        className="absolute top-full right-4 z-10 sm:top-auto sm:right-0 grid w-64 max-w-[calc(100vw-2rem)] grid-cols-1 gap-1 rounded-card border border-control bg-surface p-3"
      >
        {open && (
          <Suspense fallback={<p>One moment…</p>}>
            <Entries staff={staff} onLeave={() => setOpen(false)} />
          </Suspense>
        )}
      </div>
    </div>
  );
}
