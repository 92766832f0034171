import { randomBytes } from "node:crypto";
import type { Page, Request } from "@playwright/test";
import { z } from "zod";
import { enter, expectLinkReady } from "./desk";
import { newPatientId } from "./fixtures";

const argumentsSchema = z.tuple([z.looseObject({ attemptId: z.string(), patientId: z.string() })]);

/** What a browser sends when staff press Create: anybody can send the same, or nearly the same. */
export type CreateCall = {
  headers: Record<string, string>;
  /** The same entries for another patient, with what a stranger may change in them. */
  bodyWith: (changes?: object) => string;
};

/** Makes a link on a fresh form, and gives back the call that made it. @param desk its address */
export async function catchCreate(page: Page, desk = "/"): Promise<CreateCall> {
  await page.goto(desk);
  const patientId = newPatientId();
  const posted = page.waitForRequest((request) => request.method() === "POST");
  await enter(page, patientId);
  const request = await posted;
  await expectLinkReady(page, patientId);
  const [entries] = argumentsSchema.parse(request.postDataJSON());
  return {
    headers: await headersOf(request),
    bodyWith: (changes = {}) => {
      const attemptId = randomBytes(16).toString("hex");
      return JSON.stringify([{ ...entries, attemptId, patientId: newPatientId(), ...changes }]);
    },
  };
}

/** Without what the connection itself adds. */
async function headersOf(request: Request): Promise<Record<string, string>> {
  const { "content-length": _, host: __, connection: ___, ...headers } = await request.allHeaders();
  return headers;
}
