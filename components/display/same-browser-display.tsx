"use client";

import { useEffect, useRef } from "react";
import { type DisplayChannel, openDisplayChannel } from "@/lib/display/channel";
import { onSignInNews } from "@/lib/staff/sign-in-news";
import { DisplayScreen, type DisplayScreenProps } from "./display-screen";
import { useShown } from "./use-shown";
import { useWakeLock } from "./use-wake-lock";

/** A second monitor of a desk's PC: told what to show by the desk's window in the same browser. */
export function SameBrowserDisplay(clinic: Omit<DisplayScreenProps, "shown">) {
  const { shown, show, clear } = useShown();
  const mayDim = useWakeLock(shown !== null);
  const shows = shown?.id ?? null;
  const state = useRef({ shows, mayDim });
  const channel = useRef<DisplayChannel>(null);

  useEffect(() => {
    const opened = openDisplayChannel((news) => {
      if (news.type === "who") opened.tell({ type: "here", ...state.current });
      if (news.type === "cleared") clear(news.id);
      if (news.type === "shown") {
        show(news.shown);
        opened.tell({ type: "here", ...state.current, shows: news.shown.id });
      }
    });
    channel.current = opened;
    const stopHearing = onSignInNews((news) => news.type === "signed-out" && clear());
    const leave = () => opened.tell({ type: "gone" });
    addEventListener("pagehide", leave);
    return () => {
      removeEventListener("pagehide", leave);
      leave();
      stopHearing();
      opened.close();
    };
  }, [show, clear]);

  useEffect(() => {
    state.current = { shows, mayDim };
    channel.current?.tell({ type: "here", shows, mayDim });
  }, [shows, mayDim]);

  return <DisplayScreen {...clinic} shown={shown} />;
}
