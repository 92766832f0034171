import { Trouble } from "../steps.mjs";
import { actionHeaders, actionResult } from "./actions.mjs";
import { sideBySide } from "./side-by-side.mjs";
import { usual } from "./statistics.mjs";

/**
 * Uses up the one-time address that the app printed for a demo clerk.
 *
 * @returns {Promise<{ Cookie: string }>} the headers of who is signed in
 */
export async function signIn(url, printed) {
  const token = /^Demo: \S+#(\S+)$/m.exec(printed)?.[1];
  if (!token) throw new Trouble("The app printed no address for a demo clerk.");
  const response = await fetch(`${url}/setup`, {
    method: "POST",
    headers: actionHeaders(url, "redeemOneTimeAddressAction"),
    body: JSON.stringify([{ token }]),
  });
  actionResult(await response.text());
  const cookies = response.headers.getSetCookie().map((cookie) => cookie.split(";")[0]);
  return { Cookie: cookies.join("; ") };
}

/**
 * What asking who is calling adds to a request: the same poll of a link that is not there, with a
 * session and without a cookie. The former also looks for the link, so this is an upper bound.
 */
export async function measureSignInCheck({ app, rounds }) {
  const poll = (headers) => () =>
    fetch(`${app.url}/api/sessions/nowhere`, { headers }).then((response) => response.text());
  const { ours, direct } = await sideBySide({
    rounds,
    times: 200,
    ours: poll(app.headers),
    direct: poll({}),
  });
  return [
    {
      what: "sign-in check of a request, p50 (direct: nobody signed in)",
      unit: "ms",
      ours: usual(ours, 50),
      direct: usual(direct, 50),
      compare: "added",
      atMost: 1,
    },
  ];
}
