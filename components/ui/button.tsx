import type { ComponentProps } from "react";
import { useHydrated } from "./use-hydrated";

const looks = {
  primary: "bg-brand text-on-brand hover:bg-brand-hover border-transparent font-semibold",
  secondary:
    "bg-surface text-brand border-control hover:bg-brand-soft hover:text-brand-hover font-semibold",
  quiet:
    "border-transparent text-brand underline underline-offset-4 hover:bg-brand-soft hover:text-brand-hover",
};

type ButtonProps = Omit<ComponentProps<"button">, "disabled"> & { look?: keyof typeof looks };

/**
 * 44 px high, `type="button"` unless told otherwise. Use `aria-disabled` to keep it focusable. Before
 * the page can react it takes no press, which would be lost, or send a form away as it is.
 */
export function Button({ look = "secondary", className = "", ...rest }: ButtonProps) {
  const disabled = !useHydrated();
  return (
    <button
      type="button"
      disabled={disabled}
      className={`${buttonClass(look)} ${className}`}
      {...rest}
    />
  );
}

/** The key that does the same as the button that it stands in. */
export function KeyHint({ children }: { children: string }) {
  return (
    <kbd translate="no" aria-hidden className="font-mono text-sm font-normal">
      {children}
    </kbd>
  );
}

/** The same look for a link that acts as the next step. */
export function buttonClass(look: keyof typeof looks): string {
  return `inline-flex min-h-11 items-center justify-center gap-2 rounded-control border-2 px-4 py-2 text-center transition-[color,background-color] duration-120 aria-disabled:cursor-not-allowed aria-disabled:border-dashed aria-disabled:border-control aria-disabled:bg-sunken aria-disabled:text-ink2 forced-colors:border-[ButtonText] forced-colors:aria-disabled:border-[GrayText] forced-colors:aria-disabled:text-[GrayText] ${looks[look]}`;
}
