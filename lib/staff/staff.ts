/** What a member of staff may do: `desk` makes links, `administrator` also runs the clinic's desk. */
export type StaffRole = "desk" | "administrator";

/** Who is signed in, as pages may show it. */
export type SignedInStaff = { id: string; name: string; email: string; role: StaffRole };
