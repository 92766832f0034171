declare const brand: unique symbol;

/** Text that is known to be the id of one kind of thing; the ids of two kinds never mix. */
type Id<Kind extends string> = string & { readonly [brand]: Kind };

/** One of the staff. */
export type StaffId = Id<"staff">;
/** One browser that somebody is signed in with; what its cookie carries is another text. */
export type SignInId = Id<"sign-in">;
/** One link: ours, random, and not the API's. */
export type SessionId = Id<"session">;

/** @param text where no other ids are kept or sent */
export const staffId = (text: string) => text as StaffId;
/** @param text where no other ids are kept or sent */
export const signInId = (text: string) => text as SignInId;
/** @param text where no other ids are kept or sent */
export const sessionId = (text: string) => text as SessionId;
