import { beforeEach, expect, it, vi } from "vitest";
import { claimFocus } from "./focus-claim";

const page = new EventTarget();
const body = { name: "body" };
let focused: object | null = null;

class Key extends Event {
  readonly repeat: boolean;
  constructor(
    readonly key: string,
    init: { repeat?: boolean } = {},
  ) {
    super("keydown");
    this.repeat = init.repeat ?? false;
  }
}

/** Something that can take the focus. */
function element(): HTMLElement {
  const made: unknown = { focus: () => (focused = made as object) };
  return made as HTMLElement;
}

const field = element();

beforeEach(() => {
  vi.stubGlobal("window", page);
  vi.stubGlobal("addEventListener", page.addEventListener.bind(page));
  vi.stubGlobal("KeyboardEvent", Key);
  vi.stubGlobal("document", {
    body,
    documentElement: {},
    get activeElement() {
      return focused;
    },
  });
  focused = field;
});

it("is taken for the press that asked for it, however late, and again for what replaces it", () => {
  const claim = claimFocus();
  const [card, replaced] = [element(), element()];

  claim(card);
  expect(focused).toBe(card);
  claim(replaced);
  expect(focused).toBe(replaced);
});

it.each([
  ["a key", new Key("F2")],
  ["a press of the mouse", new Event("pointerdown")],
  ["a press without a mouse, as a screen reader makes it", new Event("click")],
  ["text without keys, as it is dictated or pasted", new Event("input")],
])("is not taken after %s", (_name, deed) => {
  const claim = claimFocus();
  page.dispatchEvent(deed);

  claim(element());
  expect(focused).toBe(field);
});

it.each([
  ["the key that asked for it, still held down", new Key("Enter", { repeat: true })],
  ["Shift alone", new Key("Shift")],
  ["a move of the mouse", new Event("pointermove")],
])("is taken all the same after %s", (_name, event) => {
  const claim = claimFocus();
  const card = element();
  page.dispatchEvent(event);

  claim(card);
  expect(focused).toBe(card);
});

it("belongs to the later of two presses, whichever is answered first", () => {
  const first = claimFocus();
  page.dispatchEvent(new Key("Enter"));
  const second = claimFocus();
  const [card, alert] = [element(), element()];

  second(alert);
  first(card);
  expect(focused).toBe(alert);
});

it("is taken by anything where it is nowhere: what had it has gone", () => {
  for (const nowhere of [null, body]) {
    const claim = claimFocus();
    page.dispatchEvent(new Key("Tab"));
    focused = nowhere;
    const alert = element();

    claim(alert);
    expect(focused).toBe(alert);
  }
});

it("asks nothing of a page that is made on the server", () => {
  vi.stubGlobal("window", undefined);
  expect(() => claimFocus()).not.toThrow();
});
