import { type NextRequest, NextResponse } from "next/server";

/**
 * Gives each page its own script nonce. A comfort for the browser and no guard: who may ask is
 * checked by every page, action and handler itself.
 */
export function proxy(request: NextRequest) {
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString("base64");
  const policy = contentSecurityPolicy(nonce, process.env.NODE_ENV === "development");

  // Next reads the nonce from the request's policy and puts it on its own scripts.
  const headers = new Headers(request.headers);
  headers.set("Content-Security-Policy", policy);
  // A page does not know its own address; signing in leads back there. Whatever came under this name is gone.
  headers.set("x-desk-path", request.nextUrl.pathname);
  const withNonce = { request: { headers } };
  const response = isDecodable(request.nextUrl.pathname)
    ? NextResponse.next(withNonce)
    : NextResponse.rewrite(new URL("/not-found", request.url), withNonce);
  response.headers.set("Content-Security-Policy", policy);
  return response;
}

function contentSecurityPolicy(nonce: string, isDevelopment: boolean): string {
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ""}`,
    `style-src 'self' ${isDevelopment ? "'unsafe-inline'" : `'nonce-${nonce}'`}`,
    "img-src 'self' data:",
    "connect-src 'self'",
    // The handout is printed from a frame.
    "frame-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}

/** For an address that cannot be decoded Next itself has no page, only a bare 500. */
function isDecodable(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}

/** Pages only: files need no policy, handlers answer data, `/done` and `/print` bring their own. */
export const config = { matcher: ["/((?!_next/|api/|print/|done$|icon\\.svg$).*)"] };
