import "server-only";

const slots = Symbol.for("connect-desk.remembered");

type Slots = Map<string, unknown>;

/**
 * Makes `create()` run once per process, not once per bundle: pages, actions and
 * route handlers of a production build each get their own copy of a module.
 *
 * @param name unique in the process; the same name always gives the same value
 */
export function remember<T>(name: string, create: () => T): T {
  const remembered = ownSlots();
  if (!remembered.has(name)) remembered.set(name, create());
  // The map is private to this file and `name` fixes the type.
  return remembered.get(name) as T;
}

/** For tests, whose files share a process: what one has made is not the next one's. */
export function forgetAllBut(kept: string): void {
  for (const name of ownSlots().keys()) if (name !== kept) ownSlots().delete(name);
}

function ownSlots(): Slots {
  const holder = globalThis as { [slots]?: Slots };
  holder[slots] ??= new Map();
  return holder[slots];
}
