import type { Language } from "@/lib/patients/language";
import type { PaperSize } from "@/lib/patients/paper";

/** What a handout is printed on, and in which language. */
export type PrintChoice = { size: PaperSize; language: Language };
