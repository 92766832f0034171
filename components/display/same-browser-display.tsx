"use client";

import { useEffect, useRef } from "react";
import { type Line, openDisplayChannel } from "@/lib/display/message";
import { onSignInNews } from "@/lib/staff/sign-in-news";
import { DisplayScreen, type DisplayScreenProps, useScreen } from "./screen";
import { useWakeLock } from "./use-wake-lock";

/** A second monitor of a desk's PC: told what to show by the desk's window in the same browser. */
export function SameBrowserDisplay(clinic: Omit<DisplayScreenProps, "screen">) {
  const { screen, hear } = useScreen();
  const mayDim = useWakeLock(screen !== null);
  const shows = screen?.shown.id ?? null;
  const state = useRef({ shows, mayDim });
  const line = useRef<Line>(null);

  useEffect(() => {
    const opened = openDisplayChannel((message) => {
      hear(message);
      if (message.type === "who") opened.tell({ type: "here", ...state.current });
      if (message.type === "shown") {
        opened.tell({ type: "here", ...state.current, shows: message.shown.id });
      }
    });
    line.current = opened;
    const stopHearing = onSignInNews(
      (news) => news.type === "signed-out" && hear({ type: "cleared", id: null }),
    );
    const leave = () => opened.tell({ type: "gone" });
    addEventListener("pagehide", leave);
    return () => {
      removeEventListener("pagehide", leave);
      leave();
      stopHearing();
      opened.close();
    };
  }, [hear]);

  useEffect(() => {
    state.current = { shows, mayDim };
    line.current?.tell({ type: "here", shows, mayDim });
  }, [shows, mayDim]);

  return <DisplayScreen {...clinic} screen={screen} />;
}
