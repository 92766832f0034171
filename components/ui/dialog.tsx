"use client";

import {
  type ComponentProps,
  type ReactNode,
  type RefObject,
  useId,
  useLayoutEffect,
  useRef,
} from "react";
import { Button } from "./button";

type ModalProps = Omit<ComponentProps<"dialog">, "ref" | "onClose"> & {
  ref?: RefObject<HTMLDialogElement | null>;
  /** It was closed: by Esc, a button in it, or what is more important on this page. */
  onClose: (dialog: HTMLDialogElement) => void;
};

/**
 * Over everything else on the page for as long as it is there. Its first control has the focus then, and
 * what had it before has it again afterwards.
 */
function Modal({ ref, onClose, className = "", ...rest }: ModalProps) {
  const own = useRef<HTMLDialogElement>(null);
  const dialog = ref ?? own;
  // Closed before it goes: only that gives the focus back.
  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, [dialog]);
  return (
    <dialog
      ref={dialog}
      className={`text-ink ${className}`}
      // In development React opens it twice, and tells of the first end late.
      onClose={({ currentTarget }) => !currentTarget.open && onClose(currentTarget)}
      {...rest}
    />
  );
}

/** All of the window. */
export function Screen({ className = "", ...rest }: ModalProps) {
  return <Modal className={`m-0 h-dvh max-h-none w-dvw max-w-none ${className}`} {...rest} />;
}

type DialogProps = Pick<ModalProps, "ref" | "onClose"> & {
  heading: ReactNode;
  children: ReactNode;
};

/** A question or a list, in a box of its own. */
export function Dialog({ heading, children, ...modal }: DialogProps) {
  const titleId = useId();
  return (
    <Modal
      aria-labelledby={titleId}
      className="m-auto w-[min(32rem,calc(100vw-2rem))] rounded-card border border-line bg-surface p-6"
      {...modal}
    >
      <div className="grid grid-cols-1 gap-4">
        <h2 id={titleId} className="text-lg font-semibold wrap-anywhere">
          {heading}
        </h2>
        {children}
      </div>
    </Modal>
  );
}

/** Closes the dialog that it stands in. */
export function CloseButton({ children = "Cancel" }: { children?: ReactNode }) {
  return (
    <Button onClick={({ currentTarget }) => currentTarget.closest("dialog")?.close()}>
      {children}
    </Button>
  );
}
