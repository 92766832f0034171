"use client";

import { useQueryClient } from "@tanstack/react-query";
import { type ComponentType, type ReactNode, useRef, useState } from "react";
import { describedBy, Field, inputClass } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { sourceKeys } from "@/lib/sources/queries";
import { addRecent, readRecents } from "@/lib/sources/recents";
import { maxSearchLength } from "@/lib/sources/search-text";
import type { Source } from "@/lib/sources/source";
import { ChipButton, type ChosenSourcesProps, SourceChips } from "./source-chips";
import { SourceOptions } from "./source-options";
import { useChosenSources } from "./use-chosen-sources";
import { useSourceCombobox } from "./use-source-combobox";
import { useSourceSuggestions } from "./use-source-suggestions";

type SourcePickerProps = {
  /** Of the input. */
  id: string;
  label: string;
  hint?: ReactNode;
  error?: string | undefined;
  /** Source ids in the order in which they are offered to the patient. */
  value: readonly string[];
  onChange: (ids: string[]) => void;
  /** 1: a new choice takes the place of the old one. More is for the form's own rule to refuse. */
  max?: number;
  /** How the chosen ones are shown. */
  chosenAs?: ComponentType<ChosenSourcesProps>;
};

/** Chooses hospitals from the catalog: a search that adds, and the chosen ones below it. */
export function SourcePicker(props: SourcePickerProps) {
  const { id, label, hint, error, value, onChange, max = Number.POSITIVE_INFINITY } = props;
  const { chosenAs: Chosen = SourceChips } = props;
  const [text, setText] = useState("");
  const [recents, setRecents] = useState<Source[]>([]);
  const input = useRef<HTMLInputElement>(null);
  const queryClient = useQueryClient();
  const chosen = useChosenSources({ value, onChange, max });
  const suggestions = useSourceSuggestions(text, recents);

  const combobox = useSourceCombobox({
    id,
    sources: suggestions.sources,
    answeredText: suggestions.answeredText,
    onTextChange: (typed) => {
      setText(typed);
      if (typed) chosen.clearNews();
    },
    onOpen: () => {
      chosen.clearNews();
      setRecents(recentsBeyond(value));
    },
    onChoose: (source) => {
      // The chip has its name at once; being old, it is checked in the background.
      queryClient.setQueryData(sourceKeys.detail(source.id), source, { updatedAt: 1 });
      addRecent(source);
      chosen.add(source);
    },
  });

  function tryAgain() {
    input.current?.focus();
    combobox.openMenu();
    suggestions.retry();
  }

  const { isOpen, highlightedIndex } = combobox;
  return (
    <div className="grid gap-3">
      <Field id={id} label={label} hint={hint} error={error}>
        <div className="relative grid gap-2">
          <input
            {...combobox.getInputProps({
              ref: input,
              onKeyDown: combobox.onKeyDown,
              "aria-expanded": isOpen && suggestions.sources.length > 0,
              "aria-labelledby": undefined,
            })}
            {...describedBy(id, { hint: Boolean(hint), error })}
            aria-activedescendant={
              isOpen && highlightedIndex >= 0 ? `${id}-option-${highlightedIndex}` : undefined
            }
            maxLength={maxSearchLength}
            autoCapitalize="off"
            spellCheck={false}
            className={inputClass}
          />
          {/* Outside the list, where Tab reaches the button. */}
          {suggestions.failed && (
            <Notice tone="warn" words="The list did not load.">
              <ChipButton onClick={tryAgain}>Try again</ChipButton>
            </Notice>
          )}
          <SourceOptions
            label={label}
            isOpen={isOpen}
            sources={suggestions.sources}
            chosenIds={value}
            text={text}
            note={suggestions.note}
            getMenuProps={combobox.getMenuProps}
            getItemProps={combobox.getItemProps}
          />
        </div>
      </Field>
      <p role="status" className="sr-only">
        {chosen.news || (isOpen ? suggestions.spoken : "")}
      </p>
      <Chosen
        id={id}
        sourceIds={value}
        removed={chosen.removed}
        onRemove={chosen.remove}
        onPutBack={chosen.putBack}
        onMove={chosen.move}
      />
    </div>
  );
}

function recentsBeyond(chosenIds: readonly string[]): Source[] {
  return readRecents()
    .filter(({ id }) => !chosenIds.includes(id))
    .map((recent) => ({ ...recent, vendor: null, portalUrl: null }));
}
