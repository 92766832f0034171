import { randomBytes } from "node:crypto";
import { test as base, type Page } from "@playwright/test";
import {
  type Environment,
  type Running,
  type RunningApp,
  startApp,
  startSandbox,
} from "./processes";
import { controlOf, type SandboxControl } from "./sandbox";

export const expect = base.expect;

/** A record number that no other test uses. */
export const newPatientId = () => `MRN-${randomBytes(4).toString("hex")}`;

/** Set with `test.use` at the top of a file; its tests then get servers of their own. */
export type Options = {
  /** More variables for the app. */
  appEnv: Environment;
  /** More variables for the sandbox. */
  sandboxEnv: Environment;
};

type Servers = Options & { sandboxServer: Running; appServer: RunningApp };

type Fixtures = {
  /** A phone beside the desk: a browser of its own that shares nothing with it. */
  phone: Page;
  /** The sandbox that the app talks to, empty at the start of each test. */
  sandbox: SandboxControl;
  /** The app that `page` is on; shared by the tests of a worker, so use `newPatientId()`. */
  app: RunningApp;
  /** Starts another app against the same sandbox; it ends with the test. */
  startApp: (options?: { env?: Environment }) => Promise<RunningApp>;
};

export const test = base.extend<Fixtures, Servers>({
  appEnv: [{}, { scope: "worker", option: true }],
  sandboxEnv: [{}, { scope: "worker", option: true }],

  sandboxServer: [
    async ({ sandboxEnv }, use) => {
      const server = await startSandbox(sandboxEnv);
      await use(server);
      await server.stop();
    },
    { scope: "worker", timeout: 120_000 },
  ],
  appServer: [
    async ({ appEnv, sandboxServer }, use) => {
      const server = await startApp(sandboxServer.url, appEnv);
      await use(server);
      await server.stop();
    },
    { scope: "worker", timeout: 120_000 },
  ],

  baseURL: async ({ appServer }, use) => use(appServer.url),
  phone: async ({ browser }, use) => {
    const context = await browser.newContext({ viewport: { width: 320, height: 640 } });
    await use(await context.newPage());
    await context.close();
  },
  sandbox: [
    async ({ sandboxServer }, use) => {
      const control = controlOf(sandboxServer.url);
      await control.reset();
      await use(control);
    },
    { auto: true },
  ],
  app: async ({ appServer }, use, testInfo) => {
    await use(appServer);
    if (testInfo.status === testInfo.expectedStatus) return;
    await testInfo.attach("app log", { body: appServer.log(), contentType: "text/plain" });
  },
  startApp: async ({ sandboxServer }, use) => {
    const started: RunningApp[] = [];
    await use(async ({ env } = {}) => {
      const app = await startApp(sandboxServer.url, env);
      started.push(app);
      return app;
    });
    await Promise.all(started.map((app) => app.stop()));
  },
});
