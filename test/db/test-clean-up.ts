import { afterAll } from "vitest";
import { forgetAllBut, remember } from "@/lib/server/remember";

/** Taking a server or a database down takes long on a busy machine. */
const patienceMs = 60_000;

const ownSlot = "test-clean-ups";
/** Last made, first gone: a server ends after what uses it. Test files share a process. */
const cleanUps = remember<(() => Promise<void>)[]>(ownSlot, () => []);

/** Has something taken down after the tests of this file. */
export function afterThisFile(cleanUp: () => Promise<void>): void {
  cleanUps.push(cleanUp);
}

afterAll(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
  forgetAllBut(ownSlot);
}, patienceMs);
