import { useFormContext, useWatch } from "react-hook-form";
import { EmailField } from "@/components/ui/email-field";
import type { CreateSessionInput } from "@/lib/sessions/schema";

/** The email of the desk's form; what is typed there draws nothing else anew. */
export function FormEmail({ error }: { error: string | undefined }) {
  const { control, register, setFocus, setValue } = useFormContext<CreateSessionInput>();
  return (
    <EmailField
      field={register("email")}
      email={useWatch({ control, name: "email" })}
      onTake={(email) => {
        setValue("email", email);
        setFocus("email");
      }}
      error={error}
    />
  );
}
