import { randomBytes } from "node:crypto";
import { type Browser, type BrowserContext, test as base, type Page } from "@playwright/test";
import {
  type Environment,
  type Running,
  type RunningApp,
  startApp,
  startSandbox,
} from "./processes";
import { openReady } from "./ready";
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

/** What a browser keeps of a sign-in. */
type SignedIn = Awaited<ReturnType<BrowserContext["storageState"]>>;

type Servers = Options & { sandboxServer: Running; appServer: RunningApp; clerk: SignedIn };

/** A browser that nobody has signed in with: for `test.use` and for new contexts. */
export const signedOut: SignedIn = { cookies: [], origins: [] };

type Fixtures = {
  /** A phone beside the desk: a browser of its own that shares nothing with it. */
  phone: Page;
  /** The sandbox that the app talks to, empty at the start of each test. */
  sandbox: SandboxControl;
  /** The app that `page` is on; shared by the tests of a worker, so use `newPatientId()`. */
  app: RunningApp;
  /**
   * Starts another app against the same sandbox; it ends with the test. `page` is signed in to it
   * unless told otherwise, and no more to the one before: their cookies share a host.
   */
  startApp: (options?: { env?: Environment; signIn?: boolean }) => Promise<RunningApp>;
};

export const test = base.extend<Fixtures, Servers>({
  appEnv: [{}, { scope: "worker", option: true }],
  sandboxEnv: [{}, { scope: "worker", option: true }],

  browser: [
    async ({ browser }, use) => {
      openReady(browser);
      await use(browser);
    },
    { scope: "worker" },
  ],

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

  clerk: [
    async ({ appServer, browser }, use) => {
      await use(await signInOnce(browser, appServer));
    },
    { scope: "worker", timeout: 120_000 },
  ],
  // Every test begins signed in, except where `test.use({ storageState: signedOut })` says otherwise.
  storageState: async ({ clerk }, use) => use(clerk),

  baseURL: async ({ appServer }, use) => use(appServer.url),
  phone: async ({ browser }, use) => {
    const context = await browser.newContext({
      viewport: { width: 320, height: 640 },
      storageState: signedOut,
    });
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
  startApp: async ({ sandboxServer, browser, context }, use) => {
    const started: RunningApp[] = [];
    await use(async ({ env, signIn = true } = {}) => {
      const app = await startApp(sandboxServer.url, env);
      started.push(app);
      if (signIn) await context.addCookies((await signInOnce(browser, app)).cookies);
      return app;
    });
    await Promise.all(started.map((app) => app.stop()));
  },
});

/** Uses up the address that the app printed for a demo clerk. */
async function signInOnce(browser: Browser, app: RunningApp): Promise<SignedIn> {
  const context = await browser.newContext({ storageState: signedOut });
  const page = await context.newPage();
  await page.goto(app.demoAddress());
  await page.getByLabel("Patient ID").waitFor();
  const signedIn = await context.storageState();
  await context.close();
  return signedIn;
}
