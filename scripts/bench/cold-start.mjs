import { startApp } from "./servers.mjs";
import { millisecondsOf } from "./side-by-side.mjs";
import { median } from "./statistics.mjs";

const starts = 5;

/** From nothing, on an empty data folder, to the first page in the browser. */
export async function measureColdStart({ sandbox }) {
  const times = [];
  for (let start = 0; start < starts; start += 1) {
    let app;
    times.push(
      await millisecondsOf(async () => {
        app = await startApp(sandbox);
      }),
    );
    await app.stop();
  }
  return [{ what: "cold start to the first page", unit: "ms", ours: median(times) }];
}
