import type { UseComboboxPropGetters } from "downshift";
import type { Source } from "@/lib/sources/source";
import { isSourceId } from "@/lib/sources/source-id";
import { tellApart } from "@/lib/sources/tell-apart";

type SourceOptionsProps = Pick<UseComboboxPropGetters<Source>, "getMenuProps" | "getItemProps"> & {
  label: string;
  isOpen: boolean;
  sources: readonly Source[];
  chosenIds: readonly string[];
  /** What was typed or pasted. */
  text: string;
  note: string | null;
};

/** The list that opens under the input, over what follows it. */
export function SourceOptions(props: SourceOptionsProps) {
  const { label, isOpen, sources, chosenIds, text, note, getMenuProps, getItemProps } = props;
  return (
    <div
      hidden={!isOpen || (sources.length === 0 && !note)}
      className="absolute inset-x-0 top-full z-10 mt-1 rounded-control border-2 border-control bg-surface"
    >
      <ul
        {...getMenuProps({ "aria-label": label })}
        hidden={sources.length === 0}
        className="max-h-80 overflow-y-auto p-1"
      >
        {sources.map((source, index) => (
          <li
            key={source.id}
            {...getItemProps({ item: source, index })}
            className="flex min-h-11 flex-col justify-center rounded-control px-3 py-1 wrap-anywhere aria-selected:bg-brand-soft aria-selected:outline-2 aria-selected:-outline-offset-2 aria-selected:outline-focus"
          >
            <span>
              <bdi translate="no">{source.name}</bdi>
              {isSourceId(text.trim()) && <span> (pasted ID)</span>}
            </span>
            <Hint text={chosenIds.includes(source.id) ? "Already chosen" : null} />
            <Hint text={tellApart(source, sources)} />
          </li>
        ))}
      </ul>
      {note && (
        <p className="border-line px-4 py-3 text-ink2 wrap-anywhere not-first:border-t">{note}</p>
      )}
    </div>
  );
}

function Hint({ text }: { text: string | null }) {
  return text && <span className="text-sm text-ink2">{text}</span>;
}
