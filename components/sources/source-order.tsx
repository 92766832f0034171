import { ArrowDown, ArrowUp, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { useFocusAfterRender } from "@/components/ui/use-focus";
import type { ChosenSourcesProps } from "./source-chips";
import { useNamedSources } from "./use-chosen-sources";

/**
 * The chosen hospitals one below the other, each with the buttons that move it. A button that is at
 * its end stays where it is and does nothing, so that the focus has nowhere to fall.
 */
export function SourceOrder(props: ChosenSourcesProps) {
  const { id, sourceIds, removed, onRemove, onPutBack, onMove } = props;
  const sources = useNamedSources(sourceIds);
  const focusNext = useFocusAfterRender();
  const undoId = `${id}-undo`;
  const moveId = (sourceId: string, word: string) => `${id}-${word}-${sourceId}`;
  const removeId = (sourceId: string) => `${id}-remove-${sourceId}`;

  const rows = sources.map((source, index) => (
    <Row
      key={source.id}
      source={source}
      position={index + 1}
      problem={source.isGone ? "No longer listed. Remove it." : null}
    >
      {([-1, 1] as const).map((by) => {
        const isAtEnd = by === -1 ? index === 0 : index === sources.length - 1;
        const [word, Icon] =
          by === -1 ? (["up", ArrowUp] as const) : (["down", ArrowDown] as const);
        return (
          <Button
            key={by}
            look="quiet"
            id={moveId(source.id, word)}
            aria-label={`Move ${word} ${source.name}`}
            aria-disabled={isAtEnd}
            onClick={() => {
              if (isAtEnd) return;
              // A row that is put elsewhere in the page loses the focus on the way.
              focusNext(moveId(source.id, word));
              onMove(source, by);
            }}
          >
            <Icon />
            Move <span>{word}</span>
          </Button>
        );
      })}
      <Button
        id={removeId(source.id)}
        look="quiet"
        aria-label={`Remove ${source.name}`}
        onClick={() => {
          focusNext(undoId);
          onRemove(source);
        }}
      >
        Remove
      </Button>
    </Row>
  ));

  const undo = removed && (
    <Row key="undo" source={{ ...removed.source, hint: "removed" }} position={null} problem={null}>
      <Button
        id={undoId}
        look="quiet"
        aria-label={`Undo: put ${removed.source.name} back`}
        onClick={() => {
          focusNext(removeId(removed.source.id));
          onPutBack(removed);
        }}
      >
        Undo
      </Button>
    </Row>
  );

  const shown = undo ? rows.toSpliced(removed.index, 0, undo) : rows;
  return <List>{shown}</List>;
}

/** The same list for reading only. @param whereToRemove what to say of one that is no longer listed */
export function FixedSources({
  sourceIds,
  whereToRemove,
}: {
  sourceIds: readonly string[];
  whereToRemove: string;
}) {
  const rows = useNamedSources(sourceIds).map((source, index) => (
    <Row
      key={source.id}
      source={source}
      position={index + 1}
      problem={source.isGone ? `No longer listed. ${whereToRemove}` : null}
    />
  ));
  return <List>{rows}</List>;
}

function List({ children }: { children: ReactNode[] }) {
  if (children.length === 0) return <p className="text-ink2">None</p>;
  return (
    <ol aria-label="Chosen hospitals" className="grid grid-cols-1 gap-2">
      {children}
    </ol>
  );
}

function Row({
  source,
  position,
  problem,
  children,
}: {
  source: { name: string; hint: string | null };
  /** From 1; null: in no place just now. */
  position: number | null;
  problem: string | null;
  children?: ReactNode;
}) {
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 rounded-control border border-control bg-surface px-3 py-1">
      <span className="min-w-0 py-1 wrap-anywhere">
        {position !== null && (
          <span aria-hidden className="mr-2 text-ink2 tabular-nums">
            {position}
          </span>
        )}
        <bdi translate="no">{source.name}</bdi>
        {source.hint && <span className="block text-sm text-ink2">{source.hint}</span>}
        {problem && (
          <span className="flex gap-2 font-semibold text-bad">
            <TriangleAlert className="mt-0.5" />
            <span>{problem}</span>
          </span>
        )}
      </span>
      <span className="flex flex-wrap">{children}</span>
    </li>
  );
}
