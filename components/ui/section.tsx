import type { ReactNode } from "react";

/** One subject of a page, on a card. @param id of its heading; unique on the page */
export function Section({
  id,
  heading,
  children,
}: {
  id: string;
  heading: string;
  children: ReactNode;
}) {
  return (
    <section
      aria-labelledby={id}
      className="grid min-w-0 grid-cols-1 gap-4 rounded-card border border-line bg-surface p-4 sm:p-6"
    >
      <h2 id={id} className="text-lg font-semibold">
        {heading}
      </h2>
      {children}
    </section>
  );
}
