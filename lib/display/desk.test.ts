import { describe, expect, it } from "vitest";
import { cameOf, type Desk, type DeskEvent, nextDesk, showing } from "./desk";
import type { DisplayMessage } from "./message";

const content = { n: 41, d: "M4 4", tag: "Blue 7", host: "app.example", ends: "", now: "" };
const alone: Desk = {
  looked: true,
  here: false,
  paired: false,
  press: null,
  mayDim: false,
  lost: false,
};

const pressed: DeskEvent = { type: "pressed", id: "a" };
const beat: DeskEvent = { type: "beat" };
const clear: DeskEvent = { type: "clear" };
const inBrowser = (message: DisplayMessage): DeskEvent => ({
  type: "heard",
  by: "browser",
  message,
});
const byServer = (message: DisplayMessage): DeskEvent => ({ type: "heard", by: "server", message });
const here = (shows: string | null): DisplayMessage => ({ type: "here", shows, mayDim: false });

/** Each event happens when it says, in milliseconds, else with the one before. */
function deskAfter(desk: Desk, ...events: (DeskEvent | number)[]): Desk {
  let now = 0;
  for (const event of events) {
    if (typeof event === "number") now = event;
    else desk = nextDesk(desk, event, { wall: now, steady: now });
  }
  return desk;
}

describe("a press", () => {
  const shownHere = [pressed, inBrowser(here("a"))];
  const shownThere = [pressed, byServer(here("a"))];
  const withHere = { ...alone, here: true };
  const paired = { ...alone, paired: true };

  it.each<[what: string, Desk, (DeskEvent | number)[], boolean | null | undefined]>([
    ["shows nothing where there is no screen", alone, [pressed], false],
    [
      "waits for a screen to say that it is there",
      { ...alone, looked: false },
      [pressed],
      undefined,
    ],
    [
      "is not shown when none said so",
      { ...alone, looked: false },
      [pressed, { type: "looked" }],
      false,
    ],
    ["waits for its screen to confirm it", withHere, [pressed], undefined],
    ["is shown by a screen that confirms it", withHere, shownHere, true],
    [
      "is not confirmed by what was shown before",
      withHere,
      [pressed, inBrowser(here("b"))],
      undefined,
    ],
    ["is shown by a screen on another device", paired, shownThere, true],
    ["is not shown by one that is silent", paired, [pressed, byServer({ type: "silent" })], false],
    [
      "is not shown by one that is another PC's",
      paired,
      [pressed, byServer({ type: "unpaired" })],
      false,
    ],
    ["is not shown by one that crashed", withHere, [pressed, { type: "waited", id: "a" }], false],
    [
      "is not shown by one that was closed",
      withHere,
      [pressed, inBrowser({ type: "gone" })],
      false,
    ],
    [
      "is cleared before its screen confirms it",
      withHere,
      [pressed, clear, inBrowser(here("a"))],
      null,
    ],
    [
      "is cleared before a screen is found",
      { ...alone, looked: false },
      [pressed, clear, { type: "looked" }],
      null,
    ],
    ["gives way to the next one", withHere, [...shownHere, { type: "pressed", id: "b" }], null],
  ])("%s", (_what, desk, events, came) => {
    expect(cameOf(deskAfter(desk, ...events), "a")).toBe(came);
  });

  it("goes to the screen in this browser before the one on another device", () => {
    const both = { ...paired, here: true };
    expect(showing(deskAfter(both, pressed))?.by).toBe("browser");
    expect(showing(deskAfter({ ...both, looked: false }, pressed))?.by).toBe("browser");
    expect(showing(deskAfter(paired, pressed))?.by).toBe("server");
  });

  it.each<[what: string, Desk, (DeskEvent | number)[]]>([
    ["ten minutes", withHere, [...shownHere, 599_000, inBrowser(here("a")), 600_000, beat]],
    ["ten minutes on another device", paired, [...shownThere, 600_000, beat]],
    ["three beats that the screen did not answer", withHere, [...shownHere, 15_000, beat]],
    ["the word of the server", paired, [...shownThere, byServer({ type: "cleared", id: "a" })]],
    [
      "a press in another window",
      withHere,
      [...shownHere, inBrowser({ type: "shown", shown: { ...content, id: "b" } })],
    ],
    ["the desk's own word", withHere, [...shownHere, clear]],
  ])("is over with %s", (_what, desk, events) => {
    expect(showing(deskAfter(desk, ...events.slice(0, -1)))?.is).toBe("shown");
    expect(showing(deskAfter(desk, ...events))).toBeNull();
  });

  it("goes on while the screen is opened again, and while the server is not asked", () => {
    const reloaded = [
      inBrowser({ type: "gone" }),
      14_000,
      beat,
      inBrowser(here(null)),
      20_000,
      beat,
    ];
    expect(showing(deskAfter(withHere, ...shownHere, ...reloaded))).not.toBeNull();
    expect(showing(deskAfter(paired, ...shownThere, 60_000, beat))).not.toBeNull();
  });

  it("is not ended by what the other screen says", () => {
    const news: DisplayMessage[] = [{ type: "gone" }, { type: "silent" }, { type: "unpaired" }];
    for (const message of news) {
      expect(showing(deskAfter(withHere, ...shownHere, byServer(message)))?.is).toBe("shown");
      expect(showing(deskAfter(paired, ...shownThere, inBrowser(message)))?.is).toBe("shown");
    }
  });
});

describe("a screen that does not answer", () => {
  const crashed = deskAfter({ ...alone, here: true }, pressed, { type: "waited", id: "a" });

  it("is said to be lost until the next press finds one", () => {
    expect(crashed).toMatchObject({ here: false, lost: true });
    const back = deskAfter(crashed, inBrowser(here(null)));
    expect(back).toMatchObject({ here: true, lost: true });
    expect(deskAfter(back, { type: "pressed", id: "b" }).lost).toBe(false);
  });

  it("that was closed is not lost", () => {
    const closed = deskAfter({ ...alone, here: true }, pressed, inBrowser({ type: "gone" }));
    expect(closed).toMatchObject({ here: false, lost: false });
  });

  it("on another device is this PC's until the server says otherwise", () => {
    const paired = { ...alone, paired: true };
    expect(deskAfter(paired, pressed, byServer({ type: "silent" }))).toMatchObject({
      paired: true,
      lost: true,
    });
    expect(deskAfter(paired, pressed, byServer({ type: "unpaired" }))).toMatchObject({
      paired: false,
      lost: false,
    });
  });
});
