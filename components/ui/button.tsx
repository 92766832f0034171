import type { ComponentProps } from "react";

const looks = {
  primary: "bg-brand text-on-brand hover:bg-brand-hover border-transparent font-semibold",
  secondary: "bg-surface text-brand border-control hover:bg-brand-soft font-semibold",
  quiet: "border-transparent text-brand underline underline-offset-4 hover:bg-brand-soft",
};

type ButtonProps = ComponentProps<"button"> & { look?: keyof typeof looks };

/** 44 px high, `type="button"` unless told otherwise. Use `aria-disabled` to keep it focusable. */
export function Button({ look = "secondary", className = "", ...rest }: ButtonProps) {
  return <button type="button" className={`${buttonClass(look)} ${className}`} {...rest} />;
}

/** The same look for a link that acts as the next step. */
export function buttonClass(look: keyof typeof looks): string {
  return `inline-flex min-h-11 items-center justify-center gap-2 rounded-control border-2 px-4 py-2 text-center transition-colors duration-120 aria-disabled:cursor-not-allowed aria-disabled:opacity-100 forced-colors:border-[ButtonText] ${looks[look]}`;
}
