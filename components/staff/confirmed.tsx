"use client";

import { useEffect } from "react";
import { tell } from "@/lib/staff/sign-in-news";

/** Tells the page that waits, which goes on, and closes this window. */
export function Confirmed() {
  useEffect(() => {
    tell({ type: "confirmed" });
    close();
  }, []);
  return <p>You have shown that it is you. Go on in the other window, and close this one.</p>;
}
