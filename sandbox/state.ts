import type { CallLog } from "./calls";
import type { FaultBox } from "./faults";
import type { Outbox } from "./outbox";
import type { Settings } from "./settings";
import type { SourceIndex } from "./source-index";
import type { Store } from "./store";

/** What a running sandbox holds. A reset replaces the parts; the rest stays for its life. */
export type State = {
  settings: Settings;
  store: Store;
  sources: SourceIndex;
  faults: FaultBox;
  calls: CallLog;
  outbox: Outbox;
  /** For a reset. */
  readonly newOutbox: () => Outbox;
  readonly keys: ReadonlySet<string>;
  /** Origin of the hosted links. */
  readonly publicOrigin: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
};
