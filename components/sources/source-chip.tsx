import type { ButtonHTMLAttributes } from "react";

type SourceChipProps = {
  /** Of the element, so that focus can be put on it. */
  id: string;
  name: string;
  /** What else there is to know: which of two with one name, or that it cannot be read. */
  hint: string | null;
  position: number;
  onMoveEarlier: (() => void) | null;
  onRemove: () => void;
};

export const chipClass =
  "flex max-w-full flex-wrap items-center gap-x-1 rounded-control border border-control bg-surface px-1";

/** The id of the button that takes the chip with this id away. */
export function removeButtonId(chipId: string): string {
  return `${chipId}-remove`;
}

/** One chosen hospital, with the buttons that concern it. */
export function SourceChip(props: SourceChipProps) {
  const { id, name, hint, position, onMoveEarlier, onRemove } = props;
  return (
    <li id={id} tabIndex={-1} className={chipClass}>
      <span className="min-w-0 py-1 pl-2 wrap-anywhere">
        <span aria-hidden className="mr-2 text-ink2 tabular-nums">
          {position}
        </span>
        <bdi translate="no">{name}</bdi>
        {hint && <span className="block text-sm text-ink2">{hint}</span>}
      </span>
      <span className="flex gap-1">
        {onMoveEarlier && (
          <ChipButton aria-label={`Move ${name} earlier`} onClick={onMoveEarlier}>
            Earlier
          </ChipButton>
        )}
        <ChipButton id={removeButtonId(id)} aria-label={`Remove ${name}`} onClick={onRemove}>
          Remove
        </ChipButton>
      </span>
    </li>
  );
}

/** A small button inside a chip: a word, 36 px high. */
export function ChipButton(props: ButtonHTMLAttributes<HTMLButtonElement>) {
  return (
    <button
      type="button"
      className="min-h-9 shrink-0 rounded-control px-2 text-sm text-brand underline underline-offset-4 hover:bg-brand-soft hover:text-brand-hover"
      {...props}
    />
  );
}
