import "server-only";
import type { AppError } from "@/lib/errors";
import type { StaffId } from "@/lib/ids";
import { ok, type Result } from "@/lib/result";
import { act, type Tx } from "@/lib/server/act";
import type { Ctx, From } from "@/lib/server/context";
import type { Database } from "@/lib/server/db/schema";
import type { ActionResult } from "@/lib/sessions/actions";
import type { OneTimeAddress, SignInStep } from "@/lib/staff/actions";
import { addressCounter } from "./counters";
import { badField, refusal, waitToSignIn } from "./failures";
import { letIn } from "./let-in";
import {
  addStaff,
  hasAdministrator,
  hasStaff,
  resetPassword,
  retireDemoClerk,
  takeInDemoClerk,
  tidyEmail,
} from "./members";
import { type AddressRow, consumeAddress, findAddress } from "./one-time-addresses";
import { hashPassword, hashTurns } from "./password-hash";
import { passwordProblem } from "./password-rules";
import { takeTry } from "./throttle";

export type SetUp = {
  token: string;
  name?: string | undefined;
  email?: string | undefined;
  password?: string | undefined;
};

/** What a one-time address is for; it still works afterwards. */
export async function readOneTimeAddress(
  ctx: Ctx,
  token: string,
  from: From,
): Promise<ActionResult<OneTimeAddress>> {
  const row = await findOpen(ctx, token, from);
  if (!row.ok) return row;
  const { kind, email, name, role } = row.value;
  const asksPassword = ctx.env.signIn.password;
  if (kind === "demo") return ok({ kind });
  if (kind === "first-administrator") return ok({ kind, asksPassword });
  if (email === null || name === null) return refusal("one-time-address-gone");
  if (kind === "new-password") return ok({ kind, email, name });
  return ok({ kind, email, name, role: role ?? "desk", asksPassword });
}

/** Does what it is for, once, and signs whoever did it in. */
export async function redeemOneTimeAddress(
  ctx: Ctx,
  input: SetUp,
  from: From,
): Promise<ActionResult<SignInStep>> {
  const row = await findOpen(ctx, input.token, from);
  if (!row.ok) return row;

  const person = await personOf(ctx, row.value, input);
  if (!person.ok) return person;

  const action = row.value.kind === "new-password" ? "password-changed" : "staff-joined";
  const joined = await act(
    ctx,
    (joined: Joined) => (joined.ok ? { action, outcome: "ok", subject: joined.value } : null),
    (tx) => settle(tx, row.value, person.value, ctx.now()),
  );
  if (!joined.ok) return joined;
  return letIn(ctx, { staffId: joined.value, method: "one-time-address" }, from);
}

/** Only what is not there is counted: whatever others try, an address that works, works. */
async function findOpen(ctx: Ctx, token: string, from: From): Promise<ActionResult<AddressRow>> {
  const row = await findAddress(ctx, token);
  if (row && (await isOpen(row, ctx.db))) return ok(row);
  const wait = await takeTry([addressCounter("one-time-address", from)], ctx);
  return wait > 0 ? waitToSignIn(wait) : refusal("one-time-address-gone");
}

/** What was printed at a start counts only as long as nobody is there. */
async function isOpen({ kind }: AddressRow, db: Database): Promise<boolean> {
  if (kind === "first-administrator") return !(await hasAdministrator(db));
  return kind !== "demo" || !(await hasStaff(db));
}

type Person = { email: string; name: string; passwordHash: string | null };

/** Who they are and the password they chose, which must be a good one. */
async function personOf(
  { env, clinic }: Ctx,
  row: AddressRow,
  input: SetUp,
): Promise<ActionResult<Person>> {
  if (row.kind === "demo") return ok({ email: "", name: "", passwordHash: null });
  const email = tidyEmail(row.email ?? input.email ?? "");
  const name = row.name ?? input.name ?? "";
  if (email === "") return badField("email", "Enter your email address.");
  if (name === "") return badField("name", "Enter your name.");
  if (!env.signIn.password) return ok({ email, name, passwordHash: null });

  const password = input.password ?? "";
  const problem = passwordProblem(password, { email, name, clinicName: clinic.name });
  if (problem) return badField("password", problem);
  const passwordHash = await hashTurns().as("known", () => hashPassword(password));
  return ok({ email, name, passwordHash });
}

/** The id of whoever joined, or has a new password. */
type Joined = Result<StaffId, AppError>;

/** The last look, and the change. */
async function settle(tx: Tx, row: AddressRow, person: Person, now: Date): Promise<Joined> {
  if (!(await isOpen(row, tx)) || !(await consumeAddress(tx, row.id, now))) {
    return refusal("one-time-address-gone");
  }
  switch (row.kind) {
    case "demo":
      return takeInDemoClerk(tx, now).then(ok);
    case "first-administrator":
      await retireDemoClerk(tx, now);
      return addStaff(tx, { ...person, role: "administrator" }, now);
    case "invitation":
      return addStaff(tx, { ...person, id: row.id, role: row.role ?? "desk" }, now);
    case "new-password": {
      const { passwordHash } = person;
      const id =
        row.staff_id && passwordHash && (await resetPassword(tx, row.staff_id, passwordHash));
      return id ? ok(id) : refusal("staff-not-found");
    }
  }
}
