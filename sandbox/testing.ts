import { expect } from "vitest";
import { demoKey, type SandboxOptions, startSandbox } from "./server";

export type Reply = { status: number; headers: Headers; text: string; json: () => unknown };

export type CallOptions = {
  body?: unknown;
  /** Null: no Authorization header. */
  key?: string | null;
  headers?: Record<string, string>;
};

/** A sandbox of its own for one test; closing it also proves that it kept the contract. */
export async function openSandbox(options: SandboxOptions = {}) {
  const reports: string[] = [];
  const sandbox = await startSandbox({ report: (line) => reports.push(line), ...options });

  async function request(method: string, path: string, init: RequestInit = {}): Promise<Reply> {
    const response = await fetch(new URL(path, sandbox.origin), {
      method,
      redirect: "manual",
      ...init,
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      text,
      json: () => JSON.parse(text),
    };
  }

  return {
    ...sandbox,
    reports,
    request,
    /** A call as the app makes it. */
    call: (method: string, path: string, { body, key = demoKey, headers }: CallOptions = {}) =>
      request(method, path, {
        headers: {
          ...(key !== null && { Authorization: `Bearer ${key}` }),
          ...(body !== undefined && { "Content-Type": "application/json" }),
          Version: "2026-04-25",
          ...headers,
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      }),
    /** A call to the control address. */
    control: (method: string, path: string, body?: unknown) =>
      request(
        method,
        `/__sandbox/${path}`,
        body === undefined ? {} : { body: JSON.stringify(body) },
      ),
    /** A form of the hosted page, sent as a browser does. */
    submit: (path: string, fields: Record<string, string> = {}) =>
      request("POST", path, { body: new URLSearchParams(fields) }),
    end: async () => {
      await sandbox.close();
      expect(reports).toEqual([]);
    },
  };
}

export type OpenSandbox = Awaited<ReturnType<typeof openSandbox>>;
