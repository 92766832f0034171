"use client";

import { focusManager, useQueryClient } from "@tanstack/react-query";
import {
  type ComponentType,
  type ReactNode,
  useCallback,
  useEffect,
  useRef,
  useState,
} from "react";
import { Button } from "@/components/ui/button";
import { Screen } from "@/components/ui/dialog";
import { claimFocus, type FocusClaim } from "@/lib/focus-claim";
import { isSharedPc } from "@/lib/settings/this-pc";
import type { Cover } from "@/lib/staff/presence";
import { tell } from "@/lib/staff/sign-in-news";
import type { SignedInStaff, SignInWays } from "@/lib/staff/staff";
import { closeIfPopup } from "./popup";
import type { SignInAgainProps } from "./sign-in-again";
import { watchPresence } from "./watch-presence";

type SharedPcProps = {
  staff: Pick<SignedInStaff, "id" | "role">;
  veilAfterSeconds: number;
  signOutAfterMinutes: number;
  ways: SignInWays;
  children: ReactNode;
};

/**
 * Covers the page while nobody is at the PC or nobody is signed in. What is covered is neither shown
 * nor printed nor read out, and stays as it was: a half-typed form waits for the same person.
 */
export function SharedPc({ staff, ways, children, ...times }: SharedPcProps) {
  const [cover, setCover] = useState<Cover>(null);
  const uncover = useRef(() => {});
  const queryClient = useQueryClient();
  const place = useRef<HTMLDivElement>(null);
  const { veilAfterSeconds, signOutAfterMinutes } = times;
  const { id, role } = staff;
  const keepPlace = useKeptPlace(cover !== null);

  useEffect(() => {
    const watch = watchPresence({
      limits: () => ({
        veilAfterSeconds: isSharedPc() ? veilAfterSeconds : null,
        signOutAfterMinutes,
      }),
      onCover: (next) => {
        keepPlace(next);
        setCover(next);
      },
      onSignedIn: (who) => {
        // Nothing of one person is left for another.
        if (who.id !== id || who.role !== role) return location.replace("/");
        if (!watch.isSignedOut()) return;
        watch.uncover();
        void queryClient.invalidateQueries();
      },
    });
    uncover.current = watch.uncover;
    tell({ type: "signed-in", id, role });
    closeIfPopup();
    return watch.stop;
  }, [id, role, veilAfterSeconds, signOutAfterMinutes, queryClient, keepPlace]);

  useNoWayBack(place);
  // Nobody is there to be told anything, and the server would refuse it.
  useEffect(() => focusManager.setFocused(cover === "signed-out" ? false : undefined), [cover]);
  const SignInAgain = useSignInAgain(cover !== null);

  return (
    <>
      <div ref={place} hidden={cover !== null} inert={cover !== null}>
        {children}
      </div>
      {cover === "veil" && (
        <CoverDialog heading="This screen is covered" onPress={() => uncover.current()}>
          <p>Press any key or click to go on.</p>
        </CoverDialog>
      )}
      {cover === "signed-out" && (
        <CoverDialog heading="Sign in to go on">
          {SignInAgain ? <SignInAgain ways={ways} /> : <p>One moment…</p>}
        </CoverDialog>
      )}
    </>
  );
}

/** Focus and place on the page come back with what was covered. @returns to call before that changes */
function useKeptPlace(covered: boolean) {
  const kept = useRef<{ focused: Element | null; top: number } | null>(null);
  const asked = useRef<FocusClaim>(claimFocus());
  useEffect(() => {
    if (covered || !kept.current) return;
    const { focused, top } = kept.current;
    kept.current = null;
    scrollTo(0, top);
    // A question that was answered meanwhile is gone; what was asked for comes next.
    const next = focused?.isConnected
      ? focused
      : document.querySelector<HTMLElement>("main form [type=submit]");
    if (next instanceof HTMLElement) asked.current(next, { preventScroll: true });
  }, [covered]);
  return useCallback((cover: Cover) => {
    if (cover === null) asked.current = claimFocus();
    else kept.current ??= { focused: document.activeElement, top: scrollY };
  }, []);
}

/**
 * Nothing that was shown comes back from memory. A page that the browser kept whole is covered as it is
 * left, and asked for anew on Back. Where the router led to the sign-in page by itself, a full load
 * empties what it keeps.
 */
function useNoWayBack(place: React.RefObject<HTMLDivElement | null>) {
  useEffect(() => {
    const ending = new AbortController();
    const { signal } = ending;
    addEventListener("pagehide", () => place.current?.setAttribute("hidden", ""), { signal });
    addEventListener("pageshow", (event) => event.persisted && location.reload(), { signal });
    return () => {
      ending.abort();
      if (location.pathname === "/sign-in") location.reload();
    };
  }, [place]);
}

const tryAgainMs = 5_000;

/** Comes with the veil, when it is needed soon; until it is there the page stays covered. */
function useSignInAgain(wanted: boolean): ComponentType<SignInAgainProps> | null {
  const [loaded, setLoaded] = useState<ComponentType<SignInAgainProps> | null>(null);
  useEffect(() => {
    if (!wanted || loaded) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    function load() {
      import("./sign-in-again").then(
        ({ SignInAgain }) => setLoaded(() => SignInAgain),
        () => {
          timer = setTimeout(load, tryAgainMs);
        },
      );
    }
    load();
    return () => clearTimeout(timer);
  }, [wanted, loaded]);
  return loaded;
}

type CoverDialogProps = {
  heading: string;
  /** A press anywhere goes on; without it only what is inside does. */
  onPress?: () => void;
  children: ReactNode;
};

/** Lies over everything, dialogs too, and cannot be closed. */
function CoverDialog({ heading, onPress, children }: CoverDialogProps) {
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
