import type { Metadata, Viewport } from "next";
import { PairedDisplay } from "@/components/display/paired-display";
import { SameBrowserDisplay } from "@/components/display/same-browser-display";
import { clinicSettings } from "@/lib/server/desk";
import { readSignedIn } from "@/lib/server/staff/guard";
import { requireOwnHost } from "@/lib/server/staff/own-host";
import { screensIn } from "@/lib/words/patients";

export async function generateMetadata(): Promise<Metadata> {
  return { title: { absolute: (await clinicSettings()).name } };
}

export const viewport: Viewport = { colorScheme: "only light" };

/**
 * The screen that faces patients. Open to anyone: it holds nothing, and shows a code only while a
 * desk hands one over.
 */
export default async function DisplayPage() {
  await requireOwnHost();
  const [clinic, signedIn] = await Promise.all([clinicSettings(), readSignedIn()]);
  const Display = signedIn ? SameBrowserDisplay : PairedDisplay;
  return <Display clinicName={clinic.name} screens={screensIn(clinic.handoutLanguages)} />;
}
