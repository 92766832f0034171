import { runAnyway, Trouble } from "../steps.mjs";
import { usual } from "./statistics.mjs";

/** The code of one hosted link as an SVG path, beside the bare matrix of the library. */
export async function measureQr({ rounds }) {
  const file = "scripts/bench/qr-codes.mjs";
  const args = ["--conditions=react-server", "--import", "tsx", file, String(rounds)];
  const { code, output } = await runAnyway(process.execPath, args, { stdio: "pipe" });
  if (code !== 0) throw new Trouble(`The QR codes could not be measured.\n\n${output}`);

  const { ours, direct } = JSON.parse(output.trim().split("\n").at(-1));
  return [
    {
      what: "QR code of a link, p50 (direct: qr alone)",
      unit: "ms",
      ours: usual(ours, 50),
      direct: usual(direct, 50),
      compare: "ratio",
    },
  ];
}
