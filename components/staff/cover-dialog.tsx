"use client";

import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { Screen } from "@/components/ui/dialog";

type CoverDialogProps = {
  heading: string;
  /** A press anywhere goes on; without it only what is inside does. */
  onPress?: () => void;
  children: ReactNode;
};

/** Lies over everything, dialogs too, and cannot be closed. */
export function CoverDialog({ heading, onPress, children }: CoverDialogProps) {
  return (
    <Screen
      aria-labelledby="cover-title"
      className="overflow-y-auto bg-canvas p-4"
      // Any key goes on as well, wherever the focus is.
      onClick={onPress}
      onCancel={(event) => event.preventDefault()}
      // Some browsers close a dialog on the second Esc whatever the page says.
      onClose={(dialog) => dialog.showModal()}
    >
      <div className="grid min-h-full grid-cols-1 place-content-center justify-items-center">
        <div className="grid w-full max-w-md grid-cols-1 gap-4 rounded-card border border-line bg-surface p-6">
          <h1 id="cover-title" className="text-xl font-semibold">
            {heading}
          </h1>
          {children}
          {onPress && (
            <Button look="primary" className="justify-self-start">
              Go on
            </Button>
          )}
        </div>
      </div>
    </Screen>
  );
}
