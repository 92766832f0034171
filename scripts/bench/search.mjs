import { Trouble } from "../steps.mjs";
import { ask } from "./ask.mjs";
import { apiHeaders } from "./servers.mjs";
import { sideBySide } from "./side-by-side.mjs";
import { usual } from "./statistics.mjs";

/** Hospital search as the picker asks for it, beside the API's own page of 100. */
export async function measureSearch({ app, sandbox, rounds }) {
  const search = (text) =>
    ask(`${app.url}/api/sources?${new URLSearchParams({ q: text })}`, { headers: app.headers });
  const directly = (text) => askApi(sandbox, text);

  const texts = { ours: searchTexts(), direct: searchTexts() };
  const fresh = await sideBySide({
    rounds,
    times: 40,
    ours: () => search(texts.ours.next().value),
    direct: () => directly(texts.direct.next().value),
  });
  const again = await sideBySide({
    rounds,
    times: 100,
    ours: () => search("riverside"),
    direct: () => directly("riverside"),
  });
  return [
    {
      what: "search of 40,000 hospitals, new text, p95",
      unit: "ms",
      ours: usual(fresh.ours, 95),
      direct: usual(fresh.direct, 95),
      compare: "added",
      atMost: 20,
    },
    {
      what: "search, same text again, p50",
      unit: "ms",
      ours: usual(again.ours, 50),
      direct: usual(again.direct, 50),
      compare: "ratio",
      atMost: 2,
    },
  ];
}

async function askApi(sandbox, text) {
  const query = new URLSearchParams({ q: text, limit: "100" });
  const answer = await ask(`${sandbox.url}/connections?${query}`, { headers: apiHeaders });
  if (JSON.parse(answer).data.length > 0) return;
  throw new Trouble(`The sandbox has no hospital called ${text}: there is nothing to measure.`);
}

/** Never the same twice, so that nothing is remembered; each with dozens or hundreds of matches. */
function* searchTexts() {
  const places = [
    "Riverside",
    "Lakeview",
    "Cedar Valley",
    "Northgate",
    "Harbor",
    "Prairie",
    "Summit",
  ];
  const kinds = [
    "General Hospital",
    "Medical Center",
    "Family Practice",
    "Children's",
    "Heart Clinic",
  ];
  for (const place of places) {
    for (const kind of kinds) {
      for (const digit of "123456789") yield `${place} ${kind} ${digit}`;
    }
  }
}
