import type { NextConfig } from "next";

const config: NextConfig = {
  typedRoutes: true,
  poweredByHeader: false,
  // In development Next prints what actions are called with and where patients return from.
  logging: { serverFunctions: false, incomingRequests: { ignore: [/^\/done/] } },
  productionBrowserSourceMaps: false,
  images: { unoptimized: true },
  // Native addon and drivers: Node loads them itself, the bundler leaves them alone.
  serverExternalPackages: ["libsql", "pg", "pino"],
  experimental: { serverActions: { bodySizeLimit: "64kb" } },
  headers: async () => [{ source: "/:path*", headers: securityHeaders }],
};

/** The policy with its nonce is made for each page in `proxy.ts`. */
const securityHeaders = [
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "X-Frame-Options", value: "DENY" },
  { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
  { key: "Cross-Origin-Resource-Policy", value: "same-origin" },
  {
    key: "Permissions-Policy",
    value: "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
  },
];

export default config;
