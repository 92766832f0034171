import { type ReactNode, useId } from "react";

/** The ground that a part of a page stands on. */
export const cardClass = "min-w-0 rounded-card border border-line bg-surface p-4 sm:p-6";

/** One subject of a page, on a card. */
export function Section({
  heading,
  hint,
  children,
}: {
  heading: string;
  hint?: string;
  children: ReactNode;
}) {
  const id = useId();
  return (
    <section aria-labelledby={id} className={`grid grid-cols-1 content-start gap-4 ${cardClass}`}>
      <div>
        <h2 id={id} className="text-lg font-semibold">
          {heading}
        </h2>
        {hint && <p className="text-ink2">{hint}</p>}
      </div>
      {children}
    </section>
  );
}
