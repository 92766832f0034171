import type { FieldValues, Resolver } from "react-hook-form";
import type { $ZodType } from "zod/v4/core";

/** The same schema as the server's. It comes with the first press: less to load before the page can be read. */
export type LateRules<Values extends FieldValues> = () => Promise<$ZodType<Values, Values>>;

export function lateResolver<Values extends FieldValues>(
  load: LateRules<Values>,
): Resolver<Values> {
  return async (...form) => {
    const loaded = await Promise.all([import("@hookform/resolvers/zod"), load()]).catch(() => null);
    // Without them the action checks all the same, and without a connection says so.
    if (!loaded) return { values: form[0], errors: {} };
    const [{ zodResolver }, schema] = loaded;
    return zodResolver(schema)(...form);
  };
}
