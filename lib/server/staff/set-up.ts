import "server-only";
import type { AppError } from "@/lib/errors";
import { ok, type Result } from "@/lib/result";
import { act, type Tx } from "@/lib/server/act";
import { byVisitor } from "@/lib/server/context";
import type { Database } from "@/lib/server/db/schema";
import type { ActionResult } from "@/lib/sessions/actions";
import type { OneTimeAddress, SignInStep } from "@/lib/staff/actions";
import { badField, refusal, waitToSignIn } from "./answer";
import { addressCounter } from "./counters";
import { tidyEmail } from "./email";
import type { Visitor } from "./guard";
import { hashTurns } from "./hash-turns";
import { addStaff, retireDemoClerk, setPassword, takeInDemoClerk } from "./members";
import { type AddressRow, consumeAddress, findAddress } from "./one-time-addresses";
import { hashPassword } from "./password-hash";
import { passwordProblem } from "./password-rules";
import { welcome } from "./sign-in";
import { hasAdministrator, hasStaff } from "./staff-lock";
import type { StaffServices } from "./staff-services";
import { takeTry } from "./throttle";

export type SetUp = {
  token: string;
  name?: string | undefined;
  email?: string | undefined;
  password?: string | undefined;
};

/** What a one-time address is for; it still works afterwards. */
export async function readOneTimeAddress(
  token: string,
  visitor: Visitor,
  services: StaffServices,
): Promise<ActionResult<OneTimeAddress>> {
  const row = await findOpen(token, visitor, services);
  if (!row.ok) return row;
  const { kind, email, name, role } = row.value;
  const asksPassword = services.ways.password;
  if (kind === "demo") return ok({ kind });
  if (kind === "first-administrator") return ok({ kind, asksPassword });
  if (email === null || name === null) return refusal("one-time-address-gone");
  if (kind === "new-password") return ok({ kind, email, name });
  return ok({ kind, email, name, role: role ?? "desk", asksPassword });
}

/** Does what it is for, once, and signs whoever did it in. */
export async function redeemOneTimeAddress(
  input: SetUp,
  visitor: Visitor,
  services: StaffServices,
): Promise<ActionResult<SignInStep>> {
  const row = await findOpen(input.token, visitor, services);
  if (!row.ok) return row;

  const person = await personOf(row.value, input, services);
  if (!person.ok) return person;

  const action = row.value.kind === "new-password" ? "password-changed" : "staff-joined";
  const joined = await act(
    byVisitor(services),
    (joined: Joined) => (joined.ok ? { action, outcome: "ok", subject: joined.value } : null),
    (tx) => settle(tx, row.value, person.value, services),
  );
  if (!joined.ok) return joined;

  const auth = await services.auth();
  const { headers, response } = await auth.api.startSession({
    body: { staffId: joined.value, method: "one-time-address" },
    headers: visitor.browser.headers,
    returnHeaders: true,
  });
  return welcome({ headers, token: response.token }, visitor, services);
}

/** Only what is not there is counted: whatever others try, an address that works, works. */
async function findOpen(
  token: string,
  visitor: Visitor,
  services: StaffServices,
): Promise<ActionResult<AddressRow>> {
  const row = await findAddress(token, services);
  if (row && (await isOpen(row, services.db))) return ok(row);
  const wait = await takeTry([addressCounter("one-time-address", visitor)], services);
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
  row: AddressRow,
  input: SetUp,
  services: StaffServices,
): Promise<ActionResult<Person>> {
  if (row.kind === "demo") return ok({ email: "", name: "", passwordHash: null });
  const email = tidyEmail(row.email ?? input.email ?? "");
  const name = row.name ?? input.name ?? "";
  if (email === "") return badField("email", "Enter your email address.");
  if (name === "") return badField("name", "Enter your name.");
  if (!services.ways.password) return ok({ email, name, passwordHash: null });

  const password = input.password ?? "";
  const { name: clinicName } = await services.clinic();
  const problem = passwordProblem(password, { email, name, clinicName });
  if (problem) return badField("password", problem);
  const passwordHash = await hashTurns().as("known", () => hashPassword(password));
  return ok({ email, name, passwordHash });
}

/** The id of whoever joined, or has a new password. */
type Joined = Result<string, AppError>;

/** The last look, and the change. */
async function settle(
  tx: Tx,
  row: AddressRow,
  person: Person,
  { engine, now }: StaffServices,
): Promise<Joined> {
  const services = { db: tx, engine, now };
  if (!(await isOpen(row, tx)) || !(await consumeAddress(tx, row.id, now()))) {
    return refusal("one-time-address-gone");
  }
  switch (row.kind) {
    case "demo":
      return takeInDemoClerk(services).then(ok);
    case "first-administrator":
      await retireDemoClerk({ ...services, db: tx });
      return addStaff({ ...person, role: "administrator" }, services);
    case "invitation":
      return addStaff({ ...person, id: row.id, role: row.role ?? "desk" }, services);
    case "new-password":
      if (row.staff_id === null || person.passwordHash === null) return refusal("staff-not-found");
      return (await setPassword(row.staff_id, person.passwordHash, { ...services, db: tx }))
        ? ok(row.staff_id)
        : refusal("staff-not-found");
  }
}
