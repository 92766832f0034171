import type { Metadata, Viewport } from "next";
import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { deskVersion } from "@/lib/server/version";
import { asTheme, themeCookie } from "@/lib/settings/theme";
import "./globals.css";

export const metadata: Metadata = {
  title: { template: "%s – Connect Desk", default: "Connect Desk" },
  robots: { index: false, follow: false },
};

export const viewport: Viewport = { width: "device-width", initialScale: 1 };

export default async function RootLayout({ children }: { children: ReactNode }) {
  const theme = asTheme((await cookies()).get(themeCookie)?.value);
  return (
    <html lang="en" data-theme={theme} data-build={deskVersion().build}>
      <body className="font-sans text-base">{children}</body>
    </html>
  );
}
