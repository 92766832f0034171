"use client";

import { usePathname } from "next/navigation";

const pages = [
  ["/", "New link"],
  ["/sessions", "Links"],
  ["/settings", "Settings"],
] as const;

/** Plain links: each page is asked for anew, so that none is shown from memory after a sign-out. */
export function MainNav() {
  const path = usePathname();
  return (
    <nav aria-label="Main" className="flex flex-wrap gap-x-5">
      {pages.map(([href, label]) => (
        <a
          key={href}
          href={href}
          aria-current={path === href ? "page" : undefined}
          className="inline-flex min-h-11 items-center font-semibold text-brand underline underline-offset-4 aria-[current=page]:text-ink aria-[current=page]:no-underline"
        >
          {label}
        </a>
      ))}
    </nav>
  );
}
