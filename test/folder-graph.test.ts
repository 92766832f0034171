import { describe, expect, it } from "vitest";
import { circleIn, type Edge, edgesOf } from "./folder-graph";
import { parse } from "./our-sources";

type Files = Record<string, string>;

function circleOf(files: Files): Edge[] {
  return circleIn(edgesOf(Object.entries(files).map(([path, text]) => parse(path, text))));
}

describe("a circle of folders", () => {
  it.each<[string, Files, Edge[]]>([
    [
      "two folders",
      {
        "lib/server/a/x.ts": 'import { y } from "@/lib/server/b/y";',
        "lib/server/b/y.ts": 'export { z } from "@/lib/server/a/z";',
        "lib/server/a/z.ts": "",
      },
      ["lib/server/a/x.ts -> lib/server/b/y.ts", "lib/server/b/y.ts -> lib/server/a/z.ts"],
    ],
    [
      "three, of which one is a file beside the folders",
      {
        "lib/server/env.ts": 'import { a } from "./mail/a";',
        "lib/server/mail/a.ts": 'const b = import("@/lib/server/db/b");',
        "lib/server/db/b.ts": 'import { env, type Env } from "@/lib/server/env";',
      },
      [
        "lib/server/env.ts -> lib/server/mail/a.ts",
        "lib/server/mail/a.ts -> lib/server/db/b.ts",
        "lib/server/db/b.ts -> lib/server/env.ts",
      ],
    ],
  ])("of %s is named import by import", (_, files, circle) => {
    expect(circleOf(files)).toEqual(circle);
  });

  it.each<[string, Files]>([
    [
      "only types come back",
      {
        "components/a/x.tsx": 'import { y } from "@/components/b/y";',
        "components/b/y.ts":
          'import type { X } from "@/components/a/x";\nimport { type Z } from "../a/x";',
      },
    ],
    [
      "the files stand in one folder",
      {
        "lib/a/x.ts": 'import { y } from "./y";',
        "lib/a/y.ts": 'import { x } from "./x";',
      },
    ],
    [
      "a test closes it",
      {
        "lib/a/x.ts": 'import { b } from "@/lib/b/b";',
        "lib/b/b.ts": "",
        "lib/b/b.test.ts": 'import { x } from "@/lib/a/x";',
      },
    ],
  ])("is none where %s", (_, files) => {
    expect(circleOf(files)).toEqual([]);
  });
});
