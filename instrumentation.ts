/** Runs once when the server starts, before it answers anything. */
export async function register(): Promise<void> {
  // Next compiles this file for the Edge runtime too, where none of the app's Node code exists.
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { boot } = await import("@/lib/server/boot");
  await boot();
}
