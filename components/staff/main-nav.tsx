"use client";

import { useQuery } from "@tanstack/react-query";
import { usePathname } from "next/navigation";
import { Link } from "@/components/ui/link";
import { countText, helpCountOptions } from "@/lib/sessions/help-count";

const pages = [
  ["/sessions", "Links"],
  ["/settings", "Settings"],
] as const;

const looks =
  "inline-flex min-h-11 items-center font-semibold text-brand underline underline-offset-4 aria-[current=page]:text-ink aria-[current=page]:no-underline";

/** @param help how many links need help; null where nobody is signed in */
export function MainNav({ help }: { help: number | null }) {
  const path = usePathname();
  return (
    <nav aria-label="Main" className="flex flex-wrap gap-x-5">
      {/* A full load on purpose: the form is empty then, whatever was typed. */}
      <a href="/" aria-current={path === "/" ? "page" : undefined} className={looks}>
        New link
      </a>
      {pages.map(([href, label]) => (
        <span key={href} className="inline-flex gap-x-2">
          <Link href={href} aria-current={path === href ? "page" : undefined} className={looks}>
            {label}
          </Link>
          {href === "/sessions" && help !== null && <HelpCount first={help} />}
        </span>
      ))}
    </nav>
  );
}

function HelpCount({ first }: { first: number }) {
  const { data: count } = useQuery(helpCountOptions(first));
  if (count === 0) return null;
  return (
    <Link href="/sessions?show=help" className={looks}>
      <span className="rounded-control border border-warn bg-warn-soft px-2 text-warn tabular-nums">
        <span>{countText(count)}</span>
        <span className="sr-only">{count === 1 ? " link needs help" : " links need help"}</span>
      </span>
    </Link>
  );
}
