"use client";

import { useState } from "react";
import { reloadPage } from "@/lib/page-age";
import { Button } from "./button";

/** Loads the page again. What is typed at the desk is there again then. */
export function ReloadButton() {
  const [failed, setFailed] = useState(false);
  return (
    <div className="flex flex-wrap items-center gap-3">
      <Button
        look="primary"
        onClick={() => {
          setFailed(false);
          void reloadPage().then((reloads) => setFailed(!reloads));
        }}
      >
        Reload
      </Button>
      {failed && (
        <span role="alert">
          Not reloaded: your entries could not be kept just now. Press again in a minute, or write
          them down.
        </span>
      )}
    </div>
  );
}
