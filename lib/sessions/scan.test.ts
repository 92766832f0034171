import { describe, expect, it } from "vitest";
import { type Heard, type KeyPress, listenForScans, quietMs, type Run } from "./scan";

type Pressed = Partial<Omit<KeyPress, "timeStamp">> & { key: string };

const named: Record<string, Pressed> = {
  "\n": { key: "Enter" },
  "\t": { key: "Tab" },
};

/** Presses keys, each so long after the one before. @returns what was heard and what it was in the end */
function pressed(
  keys: readonly (string | Pressed)[],
  gapMs: number | ((index: number) => number),
): { heard: Heard[]; run: Run | null } {
  const scans = listenForScans();
  let timeStamp = 1000;
  const heard = keys.map((key, index) => {
    const gap = typeof gapMs === "number" ? gapMs : gapMs(index);
    // As the watcher does.
    if (gap > quietMs) scans.over();
    timeStamp += gap;
    const press = typeof key === "string" ? (named[key] ?? { key }) : key;
    return scans.hear({ repeat: false, isComposing: false, command: false, ...press, timeStamp });
  });
  return { heard, run: scans.over() };
}

const held = (heard: Heard[]) => heard.filter((what) => what !== "typing" && what !== "first");
const ctrl = (key: string): Pressed => ({ key, command: true });

describe("a scan", () => {
  it("is known at its fifth key, and the four before are typing until then", () => {
    const { heard, run } = pressed([..."MRN10023", "\n"], 4);
    const before: Heard[] = ["first", "typing", "typing", "typing", "scan-begins"];
    expect(heard).toEqual([...before, "held", "held", "held", "held"]);
    expect(run).toEqual({ kind: "scan", text: "MRN10023", ended: true });
    expect(pressed([..."12345"], 40).run).toEqual({ kind: "scan", text: "12345", ended: false });
  });

  it.each([
    ["Enter", { key: "Enter" }],
    ["Tab", { key: "Tab" }],
    ["Ctrl+J", ctrl("j")],
    ["Ctrl+M", ctrl("M")],
  ])("is ended by %s, which does nothing else", (_name, end) => {
    const { heard, run } = pressed([..."MRN700004", end], 5);
    expect(heard.at(-1)).toBe("held");
    expect(run).toEqual({ kind: "scan", text: "MRN700004", ended: true });
  });

  it("has Shift and AltGr between its characters, and any character", () => {
    const shift = { key: "Shift" };
    const keys = [
      shift,
      "M",
      shift,
      "R",
      "n",
      shift,
      "-",
      "é",
      "🙂",
      { key: "AltGraph" },
      "@",
      "\n",
    ];
    expect(pressed(keys, 5).run).toEqual({ kind: "scan", text: "MRn-é🙂@", ended: true });
  });

  it("is one text when it has several lines, whatever stands in the first", () => {
    const licence = [
      "@",
      ctrl("j"),
      ctrl("^"),
      ctrl("m"),
      ..."ANSI 636026",
      "\n",
      ..."DAQ12",
      "\n",
    ];
    const { heard, run } = pressed(licence, 5);
    // The Enter after one key would have sent "@" as an ID, and Ctrl+J opened the downloads.
    expect(heard.slice(0, 2)).toEqual(["first", "held"]);
    expect(run).toEqual({ kind: "scan", text: expect.stringMatching(/^@\s+ANSI/), ended: true });
  });

  it("of a driving licence goes on through its lines, until the keys pause", () => {
    const lines = ["@", "\u001e", "ANSI 636026080102DL", "DAQD12345678", "DCSSAMPLE", "DAJMD"];
    const whole = {
      kind: "scan",
      text: expect.stringMatching(/^(\]L2)?@[\s\S]*DAJMD$/),
      ended: true,
    };
    for (const end of ["\n", ctrl("j"), ctrl("m")]) {
      for (const first of ["", "]L2"]) {
        const keys = [first, ...lines].flatMap((line, at) => [...line, ...(at > 0 ? [end] : [])]);
        // A scanner that waits at the end of each line, for longer than any other may.
        const waits = (at: number) => (keys[at - 1] === end ? 400 : 5);
        const { heard, run } = pressed(keys, waits);
        expect(run).toEqual(whole);
        expect(heard.filter((_, at) => keys[at] === end)).not.toContain("typing");
        expect(heard.slice(1)).not.toContain("first");
      }
    }
  });

  it("of a driving licence goes on through keys that write what nobody can tell", () => {
    const separator = [{ key: "Alt" }, ...[..."030"].map((key) => ({ key, command: true }))];
    for (const strange of [separator, [{ key: "Unidentified" }], [{ key: "Dead" }]]) {
      const keys = [
        "@",
        "\n",
        ...strange,
        "\n",
        ..."ANSI 636026",
        "\n",
        ...strange,
        ..."DAQ12",
        "\n",
      ];
      const { heard, run } = pressed(keys, 5);
      expect(heard).not.toContain("scan-broken");
      expect(run).toEqual({
        kind: "scan",
        text: expect.stringMatching(/^@[\s\S]*DAQ12$/),
        ended: true,
      });
    }
  });

  it("begins afresh after what was typed by hand", () => {
    const gap = (index: number) => (index < 3 ? 200 : index === 3 ? 500 : 5);
    expect(pressed([..."abc", ..."NEXT1", "\n"], gap).run).toEqual({
      kind: "scan",
      text: "NEXT1",
      ended: true,
    });
  });

  it("goes on when keys come late to a page that was busy, though quickly by their own time", () => {
    const scans = listenForScans();
    const press = (key: string, timeStamp: number) =>
      scans.hear({ key, repeat: false, isComposing: false, command: false, timeStamp });
    for (const [index, key] of [..."MRN70"].entries()) press(key, 5 * index);
    expect(scans.over()).toEqual({ kind: "scan", text: "MRN70", ended: false });
    expect(press("1", 25)).toBe("held");
    expect(scans.over()).toEqual({ kind: "scan", text: "MRN701", ended: false });
  });

  it("that stammers is one text", () => {
    const whole = { kind: "scan", text: "MRN10023", ended: true };
    for (const at of [1, 2, 3]) {
      expect(pressed([..."MRN10023", "\n"], (index) => (index === at ? 80 : 5)).run).toEqual(whole);
    }
    for (const at of [5, 6, 7]) {
      expect(pressed([..."MRN10023", "\n"], (index) => (index === at ? 400 : 5)).run).toEqual(
        whole,
      );
    }
    expect(pressed([..."MRN10023", "\n"], (index) => (index === 8 ? 80 : 5)).run).toEqual(whole);
  });

  it("is given up at a key that writes what nobody can tell, and never cut short", () => {
    const digit = { key: "1", command: true };
    for (const strange of [digit, { key: "Dead" }, { key: "Process" }, { key: "ArrowLeft" }]) {
      const { heard } = pressed([..."MRN10", strange, ..."023456789", "\n"], 4);
      expect(held(heard)).toEqual(["scan-begins", "scan-broken"]);
    }
  });
});

describe("a person", () => {
  it.each<[string, Parameters<typeof pressed>]>([
    ["types", [[..."MRN10023", "\n"], 70]],
    ["rolls over four keys", [[..."1234"], 5]],
    ["holds a key down", [Array(40).fill({ key: "1", repeat: true }), 30]],
    ["pastes", [[..."ab", ctrl("v")], 20]],
    ["copies and pastes all", [[ctrl("a"), ctrl("c"), ctrl("v")], 20]],
    ["composes", [Array(8).fill({ key: "a", isComposing: true }), 10]],
    ["is helped by an input method", [Array(8).fill({ key: "Process" }), 10]],
    ["writes an accent", [[{ key: "Dead" }, "e", { key: "Dead" }, "a", "b", "c"], 10]],
    ["deletes", [Array(9).fill({ key: "Backspace" }), 10]],
    ["walks through the form", [["a", "\t", "b", "\t", "c", "\t"], 30]],
    ["presses Enter twice", [["\n", "\n"], 10]],
  ])("who %s is no scanner", (_name, keys) => {
    const { heard, run } = pressed(...keys);
    expect(held(heard)).toEqual([]);
    expect(run).toBeNull();
  });

  it("who rolls over to Enter has pressed Enter", () => {
    expect(pressed([..."1234", "\n"], 20).run).toEqual({ kind: "enter" });
  });

  it("who rolls over two to four keys again and again is no scanner, 200 times", () => {
    const random = numbers(20_261_128);
    for (let round = 0; round < 200; round++) {
      const length = 6 + Math.floor(random() * 20);
      const keys = Array.from({ length }, () => "abcdefghij0123456789".charAt(random() * 20));
      let left = 0;
      const { heard } = pressed(keys, () => {
        if (left > 0) {
          left -= 1;
          return 1 + random() * 39;
        }
        // One to three more before the next pause.
        left = Math.floor(random() * 4);
        return 60 + random() * 200;
      });
      expect(held(heard)).toEqual([]);
    }
  });
});

/** Numbers between 0 and 1 that are the same in each run. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}
