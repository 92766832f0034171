"use client";

import { useState } from "react";
import { SourcePicker } from "@/components/sources/source-picker";
import { buttonClass } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { actPath } from "@/lib/sessions/follow-up-words";

/** Chooses the right hospital and leads to the form for it, and for no other. */
export function WayOutLink({ id }: { id: string }) {
  const [sourceId, setSourceId] = useState("");
  return (
    <>
      <SourcePicker
        id="right-hospital"
        label="Choose the right hospital"
        value={sourceId ? [sourceId] : []}
        onChange={(ids) => setSourceId(ids.at(-1) ?? "")}
        max={1}
      />
      {sourceId && (
        <div>
          <Link
            href={actPath(id, { kind: "only", hospital: { sourceId, name: "" } })}
            className={buttonClass("primary")}
          >
            New link for this hospital
          </Link>
        </div>
      )}
    </>
  );
}
