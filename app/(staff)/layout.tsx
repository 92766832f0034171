import type { ReactNode } from "react";
import { QueryProvider } from "@/components/query-provider";
import { StaffFrame } from "@/components/staff/staff-frame";
import { env } from "@/lib/server/env";

/** Every staff page is made when it is asked for; the build knows no clinic. */
export const dynamic = "force-dynamic";

/** The frame only. No guard here: a layout is not run again on navigation, each page asks. */
export default function StaffLayout({ children }: { children: ReactNode }) {
  const { clinic, connect } = env();
  return (
    <QueryProvider>
      <StaffFrame clinicName={clinic.name} isSandbox={connect.isSandbox}>
        {children}
      </StaffFrame>
    </QueryProvider>
  );
}
