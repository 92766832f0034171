import { expect, it, vi } from "vitest";
import { eachRow, readable } from "./each-row";
import { log } from "./log";

const rows = ["one", "two", "three"].map((id) => ({ id }));

it("works on every row, and names in the log the one that failed", async () => {
  const error = vi.spyOn(log, "error").mockImplementation(() => {});
  const done: string[] = [];

  await eachRow(rows, "settle", async ({ id }) => {
    if (id === "two") throw new TypeError("Zoë Quackenbush");
    done.push(id);
  });

  expect(done).toEqual(["one", "three"]);
  expect(error.mock.calls).toEqual([
    [{ event: "row_failed", operation: "settle", row: "two", cause: "TypeError" }],
  ]);
});

it("reads every row that can be read, and names in the log the one that cannot", () => {
  const error = vi.spyOn(log, "error").mockImplementation(() => {});

  const read = readable(rows, "worklist", ({ id }) => {
    if (id === "one") throw new Error("sealed with another secret");
    return id.toUpperCase();
  });

  expect(read).toEqual(["TWO", "THREE"]);
  expect(error).toHaveBeenCalledExactlyOnceWith({
    event: "row_failed",
    operation: "worklist",
    row: "one",
    cause: "Error",
  });
});
