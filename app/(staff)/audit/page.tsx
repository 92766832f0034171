import type { Metadata } from "next";
import { AuditFilter } from "@/components/audit/audit-filter";
import { AuditList } from "@/components/audit/audit-list";
import { TrailCheck } from "@/components/audit/trail-check";
import { buttonClass } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { auditAddress, readAuditQuery } from "@/lib/audit/query";
import { loadAudit } from "@/lib/server/audit/loaders";
import { staffCtx } from "@/lib/server/desk";
import { requireAdministrator } from "@/lib/server/staff/guard";
import { findPatientKeyAction, verifyTrailAction } from "./actions";

export const metadata: Metadata = { title: "Audit trail" };

export default async function AuditTrailPage({ searchParams }: PageProps<"/audit">) {
  const staff = await requireAdministrator();
  const query = readAuditQuery(await searchParams);
  const { lines, older, staff: everybody } = await loadAudit(await staffCtx(staff), query);
  return (
    <div className="grid grid-cols-1 gap-6">
      <div className="flex flex-wrap items-start justify-between gap-4">
        <div>
          <h1 className="text-xl font-semibold">Audit trail</h1>
          <p className="text-ink2">Who did what, newest first. Nobody can change it here.</p>
        </div>
        <TrailCheck verify={verifyTrailAction} />
      </div>
      <AuditFilter query={query} staff={everybody} findPatientKey={findPatientKeyAction} />
      <p role="status" className="text-ink2">
        {countWords(lines.length, older !== null)}
      </p>
      <AuditList lines={lines} />
      {(older || query.before) && (
        <nav aria-label="Pages" className="flex flex-wrap gap-3">
          {query.before && (
            <Link
              href={auditAddress({ ...query, before: undefined })}
              className={buttonClass("secondary")}
            >
              Newest
            </Link>
          )}
          {older && (
            <Link
              href={auditAddress({ ...query, before: older })}
              className={buttonClass("secondary")}
            >
              Older
            </Link>
          )}
        </nav>
      )}
    </div>
  );
}

function countWords(count: number, hasOlder: boolean): string {
  if (count === 0) return "Nothing was found.";
  return `${count === 1 ? "1 row" : `${count} rows`} shown${hasOlder ? ", and there are older ones" : ""}.`;
}
