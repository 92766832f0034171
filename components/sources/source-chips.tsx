import { useQueries } from "@tanstack/react-query";
import { useFocusAfterRender } from "@/components/ui/use-focus";
import { sourceOptions } from "@/lib/sources/queries";
import { tellApart } from "@/lib/sources/tell-apart";
import { ChipButton, chipClass, removeButtonId, SourceChip } from "./source-chip";
import type { NamedSource, RemovedSource } from "./use-chosen-sources";

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
  const answers = useQueries({ queries: sourceIds.map(sourceOptions) });
  const listed = answers.flatMap(({ data }) => data ?? []);
  const focusNext = useFocusAfterRender();
  const undoId = `${id}-undo`;
  const chipId = (sourceId: string) => `${id}-chip-${sourceId}`;

  const chips = sourceIds.map((sourceId, index) => {
    const { data, isPending } = answers[index] ?? { data: undefined, isPending: true };
    const name = data?.name ?? (isPending ? "Loading…" : sourceId);
    const hint = data ? tellApart(data, listed) : isPending ? null : notKnown(data);
    const source = { id: sourceId, name };
    return (
      <SourceChip
        key={sourceId}
        id={chipId(sourceId)}
        name={name}
        hint={hint}
        position={index + 1}
        onMoveEarlier={
          index === 0
            ? null
            : () => {
                if (index === 1) focusNext(chipId(sourceId));
                onMove(source, -1);
              }
        }
        onRemove={() => {
          focusNext(undoId);
          onRemove(source);
        }}
      />
    );
  });

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

/** `null`: the catalog answered that it has no such hospital; else it did not answer. */
function notKnown(answer: null | undefined): string {
  return answer === null ? "Not in the list now" : "The name did not load";
}
