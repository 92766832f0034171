import { describe, expect, test } from "vitest";
import {
  createGenerationChoice,
  detectGeneration,
  type GenerationMemory,
  generationOf,
  type Probe,
  sessionReference,
} from "./generations";
import type { Answer, Outcome } from "./transport";

function answer(status: number, body: unknown): Answer {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const contentType = typeof body === "string" ? "text/html" : "application/json";
  const head = { kind: "answer" as const, status, contentType, retryAfter: null, requestId: null };
  return { ...head, text, problem: null };
}

const page = answer(200, "<!doctype html><title>app</title>");
const notThere = answer(404, { error: { code: "resource_not_found" } });
const forbidden = answer(403, { error: { code: "insufficient_scope" } });
const lost: Outcome = { kind: "no-answer", cause: "dropped" };

/** Answers by the beginning of the path; what is not listed is the web app's page. */
function probing(answers: Record<string, Outcome>) {
  const asked: { path: string; withKey: boolean }[] = [];
  const probe: Probe = async (path, withKey) => {
    asked.push({ path, withKey });
    const key = Object.keys(answers).find((start) => path.startsWith(start));
    return (key && answers[key]) || page;
  };
  return { probe, asked };
}

test("tells the generation of an id by its prefix", () => {
  expect(generationOf("sess_01J9")).toBe("sessions");
  expect(generationOf("pf_01J9")).toBe("patient-flows");
  expect(generationOf("ps_01J9")).toBe("patient-sessions");
  expect(generationOf("conn_01J9")).toBeNull();
  expect(generationOf("user_42")).toBeNull();
});

describe("a return address", () => {
  test.each([
    ["session_id=sess_01J9", "sess_01J9"],
    ["patient_id=a&patient_flow_id=pf_01J9", "pf_01J9"],
    ["success=true&patient_session_id=ps_01J9", "ps_01J9"],
    ["session_id=theirs&patient_session_id=ps_01J9", "ps_01J9"],
    ["session_id=mine&session_id=sess_01J9", "sess_01J9"],
  ])("%s names %s", (query, id) => {
    expect(sessionReference(new URLSearchParams(query))).toBe(id);
  });

  test.each([
    "",
    "patient_id=user_42&success=true",
    "session_id=",
    "session_id=user_42",
    "session_id=sess_../../patients/user_42",
    "session_id=sess_01J9%0A",
    `session_id=sess_${"1".repeat(65)}`,
  ])("%j names no session", (query) => {
    expect(sessionReference(new URLSearchParams(query))).toBeNull();
  });
});

describe("detection", () => {
  const description = answer(200, { openapi: "3.1.0", paths: { "/patient-sessions": {} } });

  test("believes a published description that no answer contradicts, and does not show it the key", async () => {
    const { probe, asked } = probing({ "/openapi/": description });
    expect(await detectGeneration(probe)).toBe("patient-sessions");
    expect(asked.find(({ path }) => path.startsWith("/openapi/"))?.withKey).toBe(false);
  });

  test("believes the answer of a route before a description", async () => {
    const { probe } = probing({ "/openapi/": description, "/patient-flows/": notThere });
    expect(await detectGeneration(probe)).toBe("patient-flows");
  });

  test("takes the API's own no for a route, and the description where all say no alike", async () => {
    const only = probing({ "/patient-flows/": forbidden });
    expect(await detectGeneration(only.probe)).toBe("patient-flows");
    const all = probing({
      "/openapi/": description,
      "/sessions/": forbidden,
      "/patient-flows/": forbidden,
      "/patient-sessions/": forbidden,
    });
    expect(await detectGeneration(all.probe)).toBe("patient-sessions");
  });

  test.each([
    ["/sessions/", "sessions"],
    ["/patient-flows/", "patient-flows"],
    ["/patient-sessions/", "patient-sessions"],
  ])("else the one living route, %s", async (path, generation) => {
    const { probe, asked } = probing({ [path]: notThere });
    expect(await detectGeneration(probe)).toBe(generation);
    expect(asked.map((request) => request.path)).toContain(
      "/sessions/sess_00000000000000000000000000",
    );
  });

  test("does not take a page, a refused key or a lost answer for a living route", async () => {
    const { probe } = probing({
      "/openapi/": lost,
      "/sessions/": answer(401, { error: { code: "invalid_api_key" } }),
      "/patient-flows/": answer(404, { message: "no such route" }),
      "/patient-sessions/": answer(403, "<html>Forbidden</html>"),
    });
    expect(await detectGeneration(probe)).toBeNull();
  });
});

describe("the choice", () => {
  function choosing(
    configured: "auto" | "sessions" | "patient-flows",
    answers: Record<string, Outcome>,
    memory: GenerationMemory = { generation: null },
  ) {
    const { probe, asked } = probing(answers);
    const guesses: string[] = [];
    const finds: string[] = [];
    const clock = { now: 0 };
    const choice = createGenerationChoice({
      configured,
      memory,
      probe,
      now: () => clock.now,
      found: (generation) => finds.push(generation),
      guessed: (generation) => guesses.push(generation),
    });
    return { ...choice, asked, guesses, finds, clock, memory };
  }

  test("is the configured one, without asking", async () => {
    const { current, asked } = choosing("patient-flows", {});
    expect(await current()).toBe("patient-flows");
    expect(asked).toEqual([]);
  });

  test("asks once for all who want to know, and never again", async () => {
    const { current, asked, guesses, clock } = choosing("auto", { "/patient-flows/": notThere });
    expect(await Promise.all([current(), current(), current()])).toEqual(
      Array(3).fill("patient-flows"),
    );
    clock.now = Number.MAX_SAFE_INTEGER;
    expect(await current()).toBe("patient-flows");
    expect(asked).toHaveLength(4);
    expect(guesses).toEqual([]);
  });

  test("is a guess that says so while the API does not tell, and asks again a minute later", async () => {
    const answers: Record<string, Outcome> = { "/openapi/": lost };
    const { current, asked, guesses, clock } = choosing("auto", answers);
    expect(await current()).toBe("sessions");
    clock.now = 59_999;
    expect(await current()).toBe("sessions");
    expect({ asked: asked.length, guesses }).toEqual({ asked: 4, guesses: ["sessions"] });

    answers["/patient-sessions/"] = notThere;
    clock.now = 60_000;
    expect(await current()).toBe("patient-sessions");
  });

  test("is what reading finds once the configured route is missing, for all who miss it", async () => {
    const choice = choosing("sessions", { "/patient-sessions/": notThere });
    const found = await Promise.all([1, 2, 3].map(() => choice.insteadOf("sessions")));
    expect(found).toEqual(Array(3).fill("patient-sessions"));
    expect(await choice.current()).toBe("patient-sessions");
    expect({ asked: choice.asked.length, finds: choice.finds, memory: choice.memory }).toEqual({
      asked: 4,
      finds: ["patient-sessions"],
      memory: { generation: "patient-sessions" },
    });
    // An old link's route is still missing: there is nothing to find out any more.
    expect(await choice.insteadOf("sessions")).toBe("patient-sessions");
    expect(choice.asked).toHaveLength(4);
  });

  test("is what an earlier start found, until that is missing too", async () => {
    const memory: GenerationMemory = { generation: "patient-sessions" };
    const { current, insteadOf, asked } = choosing("sessions", { "/sessions/": notThere }, memory);
    expect(await current()).toBe("patient-sessions");
    expect(asked).toEqual([]);
    expect(await insteadOf("patient-sessions")).toBe("sessions");
    expect(await current()).toBe("sessions");
  });

  test("stays when nothing else answers, and is not looked for again for a minute", async () => {
    const { current, insteadOf, asked, finds, clock } = choosing("sessions", {});
    for (let times = 0; times < 10; times++) expect(await insteadOf("sessions")).toBeNull();
    expect(asked).toHaveLength(4);
    clock.now = 60_000;
    expect(await insteadOf("sessions")).toBeNull();
    expect(asked).toHaveLength(8);
    expect({ current: await current(), finds }).toEqual({ current: "sessions", finds: [] });
  });

  test("stays when its own route answers after all", async () => {
    const { current, insteadOf, finds } = choosing("sessions", { "/sessions/": notThere });
    expect(await insteadOf("sessions")).toBeNull();
    expect({ current: await current(), finds }).toEqual({ current: "sessions", finds: [] });
  });
});
