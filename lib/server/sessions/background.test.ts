import { afterEach, expect, it, vi } from "vitest";
import { systemCtx, visitorCtx } from "@/lib/server/desk";
import { sourceNames } from "@/lib/server/sources/service";
import { answerJson, startFakeApi, wireError, wireSession } from "@/test/connect/fake-api";
import { newFolder } from "@/test/db/test-database";

afterEach(() => vi.unstubAllEnvs());

it("a poll, a list and the housekeeping ask nothing while the API asks for silence; a press does", async () => {
  const throttled = wireError("rate_limit_error", "throttled");
  const api = await startFakeApi(({ method }, response) =>
    method === "GET"
      ? answerJson(response, 429, throttled, { "retry-after": "60" })
      : answerJson(response, 200, wireSession()),
  );
  const { dataDir } = await newFolder();
  vi.stubEnv("MEDBLOCKS_API_KEY", "mb_sk_sbx_planted");
  vi.stubEnv("MEDBLOCKS_API_URL", api.origin);
  vi.stubEnv("MEDBLOCKS_LINK_ORIGINS", "https://app.medblocks.com");
  vi.stubEnv("DATA_DIR", dataDir);
  vi.stubEnv("DATABASE_URL", "");

  const inBackground = [await systemCtx("housekeeping"), await systemCtx("live-updates")];
  for (let round = 0; round < 30; round++) {
    for (const { connect, catalog } of inBackground) {
      expect(await connect.getSession("sess_1")).toMatchObject({ error: { kind: "rate-limited" } });
      expect(await sourceNames({ connect, catalog }, ["fhirsrc_1"])).toEqual(new Map());
    }
  }
  expect(api.requests).toHaveLength(1);

  await (await visitorCtx()).connect.getSession("sess_1");
  expect(api.requests).toHaveLength(2);
});
