import { CircleAlert } from "lucide-react";
import { errorId } from "./described-by";

/** The error of one control: an icon and the words "Error:" for readers that do not see colour. */
export function FieldError({ id, message }: { id: string; message: string | undefined }) {
  if (!message) return null;
  return (
    <p id={errorId(id)} className="flex gap-2 font-semibold text-bad">
      <CircleAlert aria-hidden size={20} strokeWidth={1.75} className="mt-0.5 shrink-0" />
      <span>
        <span className="sr-only">Error: </span>
        <span>{message}</span>
      </span>
    </p>
  );
}
