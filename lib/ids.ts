import type * as z from "zod/mini";

/** One of the staff. */
export type StaffId = Id<"StaffId">;
/** One browser that somebody is signed in with; what its cookie carries is another text. */
export type SignInId = Id<"SignInId">;

/** Text that is known to be the id of one kind of thing; those of two kinds never mix. */
type Id<Kind extends string> = string & z.core.$brand<Kind>;

/** @param text where no other ids are kept or sent */
export const staffId = (text: string) => text as StaffId;
/** @param text where no other ids are kept or sent */
export const signInId = (text: string) => text as SignInId;
