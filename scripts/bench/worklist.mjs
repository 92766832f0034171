import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { Trouble } from "../steps.mjs";

const short = 1_000;
const program = fileURLToPath(new URL("./worklist-times.ts", import.meta.url));

/**
 * The list of links and the audit trail as their handlers read them, and what the housekeeping asks:
 * from the question to the plain data of the answer, without HTTP, which takes as long whatever is
 * stored and would flatter the ratios. The “direct” column is the same with 1,000 stored links.
 *
 * @param {{ rounds: number, totals: number[] }} plan
 */
export async function measureWorklist({ rounds, totals }) {
  const flags = ["--conditions=react-server", "--import", "tsx"];
  const args = [...flags, program, rounds, short, ...totals].map(String);
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  const ended = once(child, "exit");
  const printed = await text(child.stdout);
  const [code] = await ended;
  if (code !== 0) throw new Trouble("The worklist could not be measured.");

  // Before it stand the lines that the removal leaves in the log.
  const { measured, longestBlock } = JSON.parse(printed.trim().split("\n").at(-1));
  const rows = totals.flatMap((total) =>
    Object.entries(measured).map(([kind, ms]) => ({
      what: `${kind}, of ${total.toLocaleString("en-US")}`,
      unit: "ms",
      ours: ms[total],
      direct: ms[short],
      compare: "ratio",
      atMostTimes: 1.5,
    })),
  );
  const removal = { what: "retention, longest block, of 100,000", unit: "ms", atMost: 60 };
  return [...rows, { ...removal, ours: longestBlock }];
}
