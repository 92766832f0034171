import type { UseFormRegisterReturn } from "react-hook-form";
import { FieldError } from "@/components/form/field-error";

type RoleFieldProps = UseFormRegisterReturn & { id: string; error: string | undefined };

const roles = [
  ["desk", "Desk", "Makes links and follows them."],
  ["administrator", "Administrator", "Also invites staff, sets up the clinic and reads the audit."],
] as const;

/** What somebody may do. */
export function RoleField({ id, error, ...field }: RoleFieldProps) {
  return (
    <fieldset className="grid gap-1">
      <legend className="mb-1 font-semibold">Role</legend>
      <FieldError id={id} message={error} />
      {roles.map(([value, label, does], index) => (
        <label key={value} className="flex min-h-11 items-center gap-2">
          <input
            id={index === 0 ? id : undefined}
            type="radio"
            value={value}
            className="size-5 shrink-0 accent-brand"
            {...field}
          />
          <span>
            <span className="font-semibold">
              <span>{label}</span>.
            </span>{" "}
            <span>{does}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
