// A process of its own, because server code only loads under the condition `react-server`.
import { randomBytes } from "node:crypto";
import encodeQr from "qr";
import { qrCode } from "../../lib/server/qr.ts";
import { sideBySide } from "./side-by-side.mjs";

const [rounds] = process.argv.slice(2).map(Number);
const newLink = () => `https://app.medblocks.com/c/${randomBytes(16).toString("hex")}`;

const measured = await sideBySide({
  rounds,
  times: 400,
  ours: () => qrCode(newLink()),
  direct: () => encodeQr(newLink(), "raw", { ecc: "medium", border: 4 }),
});
console.log(JSON.stringify(measured));
