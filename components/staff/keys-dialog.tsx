"use client";

import { Keyboard } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { Button } from "@/components/ui/button";

const KeysList = lazy(async () => ({ default: (await import("./keys-list")).KeysList }));

/** Opens the list of keys, which comes when it is asked for. */
export function KeysDialog() {
  const [open, setOpen] = useState(false);

  return (
    <>
      <Button look="quiet" onClick={() => setOpen(true)}>
        <Keyboard />
        Keys
      </Button>
      {open && (
        <Suspense>
          <KeysList onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
