/** Whose records a patient says that they connected. */
export const whoseAnswers = ["mine", "child", "other"] as const;

export type Whose = (typeof whoseAnswers)[number];

/** What the patient says, for staff. */
export const whoseForStaff: Record<Whose, string> = {
  mine: "my own records",
  child: "my child’s records",
  other: "someone else’s records",
};
