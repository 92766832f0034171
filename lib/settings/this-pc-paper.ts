import { asPaperSize, type PaperSize } from "@/lib/patients/paper";

const key = "connect-desk.paper";

/** What the printer of this PC has in it, as it was chosen last. */
export function paperOfThisPc(): PaperSize {
  try {
    return asPaperSize(localStorage.getItem(key)) ?? "a6";
  } catch {
    return "a6";
  }
}

export function setPaperOfThisPc(size: PaperSize): void {
  try {
    localStorage.setItem(key, size);
  } catch {
    // A browser that stores nothing asks for it each time.
  }
}
