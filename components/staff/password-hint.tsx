import { passwordLimits } from "@/lib/staff/password-rules";

/** What a new password needs, and nothing that it does not. */
export function PasswordHint() {
  return (
    <span>
      <span>{passwordLimits.shortest}</span> characters or more. Four random words are good, and
      pasting is welcome.
    </span>
  );
}
