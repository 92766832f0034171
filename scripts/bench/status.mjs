import { ask } from "./ask.mjs";
import { createActionOf, newPatient } from "./desk.mjs";
import { apiHeaders } from "./servers.mjs";
import { sideBySide } from "./side-by-side.mjs";
import { usual } from "./statistics.mjs";

/** The poll of a link on the screen: the API is asked every 2 s, whoever polls in between is answered here. */
export async function measureStatus({ app, sandbox, rounds }) {
  const create = createActionOf(app);
  const { progress } = await create(newPatient([]));
  const { sessions } = JSON.parse(await sandbox.control("GET", "sessions"));

  const { ours, direct } = await sideBySide({
    rounds,
    times: 100,
    ours: () => ask(`${app.url}/api/sessions/${progress.id}`, { headers: app.headers }),
    direct: () => ask(`${sandbox.url}/sessions/${sessions.at(-1).id}`, { headers: apiHeaders }),
  });
  return [
    {
      what: "status of a link, p50",
      unit: "ms",
      ours: usual(ours, 50),
      direct: usual(direct, 50),
      compare: "ratio",
    },
  ];
}
