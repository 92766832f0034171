/** Pages of ours that a sign-in may lead back to: their path alone, nothing behind it. */
const staffPages =
  /^\/(?:sessions(?:\/[\w-]{1,64})?|patients\/[\w-]{1,64}|settings|staff|account|audit)?$/;

/**
 * Where to go after signing in: the page that was asked for when it is one of ours, else the desk.
 *
 * @param to what stands in the address, which anybody can write
 */
export function returnPath(to: unknown): string {
  return typeof to === "string" && staffPages.test(to) ? to : "/";
}
