import type { ButtonHTMLAttributes } from "react";
import { useFocusAfterRender } from "@/components/ui/use-focus";
import { type NamedSource, type RemovedSource, useNamedSources } from "./use-chosen-sources";

export type ChosenSourcesProps = {
  /** Of the picker; the ids of what is shown are made from it. */
  id: string;
  sourceIds: readonly string[];
  removed: RemovedSource | null;
  onRemove: (source: NamedSource) => void;
  onPutBack: (removed: RemovedSource) => void;
  onMove: (source: NamedSource, by: -1 | 1) => void;
};

/**
 * The chosen hospitals in their order. A button that goes away with its press hands the focus to
 * what stands in its place, so that the keyboard never falls back to the top of the page.
 */
export function SourceChips(props: ChosenSourcesProps) {
  const { id, sourceIds, removed, onRemove, onPutBack, onMove } = props;
  const sources = useNamedSources(sourceIds);
  const focusNext = useFocusAfterRender();
  const undoId = `${id}-undo`;
  const chipId = (sourceId: string) => `${id}-chip-${sourceId}`;

  const chips = sources.map((source, index) => (
    <SourceChip
      key={source.id}
      id={chipId(source.id)}
      name={source.name}
      hint={source.isGone ? "Not in the list now" : source.hint}
      position={index + 1}
      onMoveEarlier={
        index === 0
          ? null
          : () => {
              if (index === 1) focusNext(chipId(source.id));
              onMove(source, -1);
            }
      }
      onRemove={() => {
        focusNext(undoId);
        onRemove(source);
      }}
    />
  ));

  const undo = removed && (
    <li key="undo" className={`${chipClass} border-dashed`}>
      <span className="min-w-0 py-1 pl-2 text-ink2 wrap-anywhere">
        <bdi translate="no">{removed.source.name}</bdi> removed
      </span>
      <ChipButton
        id={undoId}
        aria-label={`Undo: put ${removed.source.name} back`}
        onClick={() => {
          focusNext(removeButtonId(chipId(removed.source.id)));
          onPutBack(removed);
        }}
      >
        Undo
      </ChipButton>
    </li>
  );

  const shown = undo ? chips.toSpliced(removed.index, 0, undo) : chips;
  if (shown.length === 0) return null;
  return (
    <ol aria-label="Chosen hospitals" className="flex flex-wrap gap-2">
      {shown}
    </ol>
  );
}

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

const chipClass =
  "flex max-w-full flex-wrap items-center gap-x-1 rounded-control border border-control bg-surface px-1";

/** The id of the button that takes the chip with this id away. */
function removeButtonId(chipId: string): string {
  return `${chipId}-remove`;
}

/** One chosen hospital, with the buttons that concern it. */
function SourceChip(props: SourceChipProps) {
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
