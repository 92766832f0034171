import type { NextConfig } from "next";

const config: NextConfig = {
  typedRoutes: true,
  poweredByHeader: false,
  // In development Next prints what actions are called with and where patients return from.
  logging: { serverFunctions: false, incomingRequests: { ignore: [/^\/done/] } },
  productionBrowserSourceMaps: false,
  images: { unoptimized: true },
  // The title comes with the page: else it is gone for an instant whenever a page is refreshed.
  htmlLimitedBots: /.*/,
  // Native addon and drivers: Node loads them itself, the bundler leaves them alone.
  serverExternalPackages: ["libsql", "pg", "pino"],
  experimental: {
    serverActions: { bodySizeLimit: "64kb" },
    // Held in memory before an action sees it; above the action's own limit, so that it is the one to refuse.
    proxyClientMaxBodySize: "128kb",
  },
  headers: async () => [
    { source: "/:path*", headers: everywhere },
    { source: "/((?!done$|print/).*)", headers: unlessOwn },
    { source: "/print/:path*", headers: inOurOwnFrame },
    { source: "/display", headers: withoutReferrer },
    { source: "/:path*", has: [overHttps], headers: strictTransport },
  ],
};

const everywhere = [
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "X-Frame-Options", value: "DENY" },
  { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
  { key: "Cross-Origin-Resource-Policy", value: "same-origin" },
  {
    key: "Permissions-Policy",
    value: "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
  },
];

/** The proxy in front ends TLS and says so; on plain http a browser ignores the header. */
const overHttps = { type: "header", key: "x-forwarded-proto", value: "https" } as const;
const strictTransport = [
  { key: "Strict-Transport-Security", value: "max-age=31536000; includeSubDomains" },
];

/** The handout is printed from a frame of the desk. */
const inOurOwnFrame = [{ key: "X-Frame-Options", value: "SAMEORIGIN" }];

/** The patient's screen has no form. */
const withoutReferrer = [{ key: "Referrer-Policy", value: "no-referrer" }];

/** The patient's return page and the handout bring their own. */
const unlessOwn = [
  // A form post under "no-referrer" has the origin "null", which Next refuses.
  { key: "Referrer-Policy", value: "same-origin" },
  // What is no page runs and shows nothing; `proxy.ts` gives each page a policy of its own instead.
  {
    key: "Content-Security-Policy",
    value: "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  },
];

export default config;
