import type { Contract, Operation } from "./contract";
import { answer, type Handler } from "./handler";
import { patientHandlers } from "./patients";
import { sessionHandlers } from "./sessions";
import type { Settings } from "./settings";
import { sourceHandlers } from "./sources";
import { isoTime } from "./store";
import { webhookHandlers } from "./webhooks";

const handlers: Record<string, Handler> = {
  ...sessionHandlers,
  ...patientHandlers,
  ...sourceHandlers,
  ...webhookHandlers,
  getHealth: ({ state }) => answer({ ok: true, server_time: isoTime(state.now()) }),
};

/** What faults and counts call the document that tells which paths exist. */
export const openApiOperation = "getOpenApi";

/** Names of everything that can be called. */
export const operationNames: readonly string[] = [...Object.keys(handlers), openApiOperation];

/** An operation of the contract that the sandbox carries out. */
export type Route = { operation: Operation; segments: readonly string[]; handler: Handler };

/** A route with the values that a path has for the names in its template. */
export type Matched = Route & { path: Record<string, string> };

export function routesOf(contract: Contract): Route[] {
  return contract.operations.flatMap((operation) => {
    const handler = handlers[operation.id];
    const segments = operation.template.split("/").slice(1);
    return handler ? [{ operation, segments, handler }] : [];
  });
}

/** The routes that the switches leave on. */
export function openRoutes(routes: readonly Route[], settings: Settings): Route[] {
  return routes.filter(({ operation: { id, family } }) => {
    if (id in webhookHandlers && !settings.webhooks) return false;
    if (id === "disconnectPatientConnection") {
      return settings.disconnect && settings.families.includes("patient-sessions");
    }
    return family === null || settings.families.includes(family);
  });
}

/** @param segments the decoded parts of the path */
export function matchRoute(
  routes: readonly Route[],
  method: string,
  segments: readonly string[],
): Matched | null {
  for (const route of routes) {
    const path = route.operation.method === method ? valuesOf(route.segments, segments) : null;
    if (path) return { ...route, path };
  }
  return null;
}

/** The OpenAPI document, cut down to what tells which generation answers here. */
export function openApiOf({ title, version }: Contract, routes: readonly Route[]) {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const { operation } of routes) {
    const { template, method, id, summary } = operation;
    paths[template] = { ...paths[template], [method.toLowerCase()]: { operationId: id, summary } };
  }
  return { openapi: "3.1.0", info: { title, version }, paths };
}

function valuesOf(
  template: readonly string[],
  segments: readonly string[],
): Record<string, string> | null {
  if (template.length !== segments.length) return null;
  const values: Record<string, string> = {};
  for (const [index, part] of template.entries()) {
    const segment = segments[index] ?? "";
    if (part.startsWith("{")) values[part.slice(1, -1)] = segment;
    else if (part !== segment) return null;
  }
  return values;
}
