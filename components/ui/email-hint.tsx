import { Button } from "@/components/ui/button";
import { useSettled } from "@/components/ui/use-settled";
import { likelyAddress } from "@/lib/email-hint";

/** So that nobody is asked in the middle of a word. */
const pauseMs = 700;

/** A mistyped common domain, with the likely one to take by one press. Nothing waits for it. */
export function EmailHint({ email, onTake }: { email: string; onTake: (email: string) => void }) {
  const settled = useSettled(email, pauseMs);
  const likely = settled === email ? likelyAddress(email) : null;
  return (
    // Here before its words are: a region that comes with them may not be read out.
    <span role="status">
      {likely && (
        <Button look="quiet" className="max-w-full px-0! text-start" onClick={() => onTake(likely)}>
          <span className="min-w-0 wrap-anywhere">
            Did you mean <bdi translate="no">{likely}</bdi>?
          </span>
        </Button>
      )}
    </span>
  );
}
