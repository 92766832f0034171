import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const root = fileURLToPath(new URL(".", import.meta.url));

export default defineConfig({
  resolve: {
    alias: [
      // Outside a bundler `server-only` throws on purpose; in unit tests the fence has no meaning.
      { find: "server-only", replacement: `${root}node_modules/server-only/empty.js` },
      { find: /^@\//, replacement: root },
    ],
  },
  test: {
    include: ["{app,components,lib,sandbox,scripts,test}/**/*.test.{ts,tsx,mjs}"],
    env: { TZ: "America/New_York" },
    globalSetup: "test/db/test-postgres.ts",
    setupFiles: "test/db/test-clean-up.ts",
    // Ends what hangs; how busy the machine is decides nothing.
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // They wait for Postgres and for hashes much of their time: one for each core of a small machine.
    maxWorkers: 2,
    // Test files share a process, which halves the time: what one stubs, none after it finds.
    isolate: false,
    unstubGlobals: true,
    unstubEnvs: true,
    restoreMocks: true,
  },
});
