import { describe, expect, it } from "vitest";
import { tell, tellSignedOut } from "@/lib/staff/sign-in-news";
import {
  arrive,
  iso,
  minuteMs,
  newDesk,
  newScreen,
  openDesk,
  pass,
  withOwnBrowser,
} from "@/test/display/test-desk";

withOwnBrowser();

describe("a screen in the same browser", () => {
  it("is noticed, shows after a press, and is told nothing but the code and its words", async () => {
    const { end, heard } = await newDesk();
    expect(await end.show()).toBe(false);
    const screen = newScreen({ mayDim: true });
    await arrive();
    expect(heard.known).toEqual({ present: true, shown: false, mayDim: true, lost: false });
    expect(screen.last()).toBeUndefined();

    expect(await end.show()).toBe(true);
    await arrive();
    const ends = new Date(Date.now() + 10 * minuteMs).toISOString();
    expect(screen.last()).toEqual({
      type: "shown",
      shown: {
        id: expect.stringMatching(/^[\da-f]{32}$/),
        n: 41,
        d: "M4 4",
        tag: "Blue 7",
        host: "app.example",
        ends,
        now: iso(),
      },
    });
    expect(heard.known.shown).toBe(true);
  });

  it("is told to clear by the desk, at a sign-out, and after ten minutes", async () => {
    const { end, heard } = await newDesk();
    const screen = newScreen();
    await arrive();
    const signingOut = () => tell({ type: "signing-out" });
    for (const over of [end.clear, signingOut, tellSignedOut, () => pass(10 * minuteMs)]) {
      await end.show();
      await arrive();
      expect(screen.last()?.type).toBe("shown");
      await over();
      await arrive();
      expect(screen.last()?.type).toBe("cleared");
      expect(heard.known.shown).toBe(false);
    }
  });

  it("is never told that a code works longer than its link does", async () => {
    const ends = new Date(Date.now() + 3 * minuteMs).toISOString();
    const { end } = await newDesk("link-1", 3 * minuteMs);
    const screen = newScreen();
    await arrive();
    await end.show();
    await arrive();
    expect(screen.last()).toMatchObject({ shown: { ends } });
  });

  it("is shown the same again after a reload, and nothing after it was cleared", async () => {
    const { end } = await newDesk();
    const screen = newScreen();
    await arrive();
    await end.show();
    screen.channel.tell({ type: "gone" });
    await arrive();
    screen.channel.close();
    const reloaded = newScreen();
    await arrive();
    expect(reloaded.last()?.type).toBe("shown");
    end.clear();
    await arrive();
    reloaded.channel.close();
    const again = newScreen();
    await pass(10_000);
    expect(again.last()).toBeUndefined();
  });

  it("is missed when it stops answering, and the next press shows the code here", async () => {
    const { end, heard } = await newDesk();
    const screen = newScreen();
    await arrive();
    await end.show();
    await arrive();
    screen.freeze();
    await pass(20_000);
    expect(heard.known).toMatchObject({ present: false, shown: false, lost: true });
    expect(await end.show()).toBe(false);
  });

  it("is waited for when the button is pressed as the card appears", async () => {
    const screen = newScreen();
    const { end } = openDesk();
    const pressed = end.show();
    await arrive();
    expect(await pressed).toBe(true);
    expect(screen.last()?.type).toBe("shown");

    screen.channel.close();
    const alone = openDesk().end;
    const late = alone.show();
    const cleared = openDesk().end;
    const unwanted = cleared.show();
    cleared.clear();
    await pass(250);
    expect(await late).toBe(false);
    expect(await unwanted).toBeNull();
  });

  it("that crashed or was closed as the button was pressed leaves the code to this one", async () => {
    const { end, heard } = await newDesk();
    const screen = newScreen();
    await arrive();
    screen.freeze();
    const pressed = end.show();
    await pass(1_000);
    expect(await pressed).toBe(false);
    expect(heard.known).toMatchObject({ present: false, shown: false, lost: true });

    screen.channel.tell({ type: "here", shows: null, mayDim: false });
    await arrive();
    const again = end.show();
    screen.channel.tell({ type: "gone" });
    expect(await again).toBe(false);
    await arrive();
    expect(screen.last()?.type).toBe("cleared");
    expect(heard.known).toMatchObject({ present: false, shown: false, lost: false });
  });

  it("that is cleared before it answers shows nothing, and neither does this one", async () => {
    const { end } = await newDesk();
    const screen = newScreen();
    await arrive();
    screen.freeze();
    const pressed = end.show();
    end.clear();
    await pass(1_000);
    expect(await pressed).toBeNull();
    await arrive();
    expect(screen.last()?.type).toBe("cleared");
  });

  it("belongs to the window that showed last", async () => {
    const [first, second] = [await newDesk("link-1"), await newDesk("link-2")];
    const screen = newScreen();
    await arrive();
    await first.end.show();
    await arrive();
    await second.end.show();
    await arrive();
    expect(first.heard.known.shown).toBe(false);
    first.end.close();
    await pass(5_000);
    expect(screen.last()?.type).toBe("shown");
    expect(second.heard.known.shown).toBe(true);
  });
});
