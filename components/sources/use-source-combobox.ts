import { type UseComboboxState, type UseComboboxStateChangeOptions, useCombobox } from "downshift";
import { type KeyboardEvent, useLayoutEffect, useRef } from "react";
import type { Source } from "@/lib/sources/source";

type SourceComboboxOptions = {
  /** Of the input; the others are made from it. */
  id: string;
  sources: readonly Source[];
  /** The text to which `sources` are the answer; null while it is on its way. */
  answeredText: string | null;
  onTextChange: (text: string) => void;
  onOpen: () => void;
  onChoose: (source: Source) => void;
};

type State = UseComboboxState<Source>;

const { ControlledPropUpdatedSelectedItem, InputBlur, InputClick, InputKeyDownEnter } =
  useCombobox.stateChangeTypes;

/**
 * A text input with a list after the ARIA combobox pattern, for choosing again and again: a choice
 * is handed over and the text cleared. The highlight belongs to a hospital, not to a place in the
 * list, so that an answer that arrives between ↓ and Enter cannot put another one under it.
 */
export function useSourceCombobox(options: SourceComboboxOptions) {
  const { id, sources, answeredText, onTextChange, onOpen, onChoose } = options;

  const combobox = useCombobox<Source>({
    items: [...sources],
    inputId: id,
    menuId: `${id}-list`,
    getItemId: (index) => `${id}-option-${index}`,
    itemToString: (source) => source?.name ?? "",
    selectedItem: null,
    stateReducer: (state, action) => nextState(state, action, answeredText),
    onInputValueChange: ({ inputValue }) => onTextChange(inputValue),
    onIsOpenChange: ({ isOpen }) => isOpen && onOpen(),
    onSelectedItemChange: ({ selectedItem }) => selectedItem && onChoose(selectedItem),
  });

  const { highlightedIndex, setHighlightedIndex } = combobox;
  const shown = useRef(sources);
  useLayoutEffect(() => {
    const highlighted = shown.current[highlightedIndex];
    shown.current = sources;
    if (!highlighted || sources[highlightedIndex]?.id === highlighted.id) return;
    setHighlightedIndex(sources.findIndex((source) => source.id === highlighted.id));
  });

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>) {
    if (event.key !== "Enter" || event.nativeEvent.isComposing) return;
    if (event.ctrlKey || event.metaKey) {
      // The form's own shortcut: it sends, and adds nothing.
      Object.assign(event.nativeEvent, { preventDownshiftDefault: true });
    } else if (!combobox.isOpen && combobox.inputValue !== "") {
      // A text that is still here was not added; sending the form would drop it without a word.
      event.preventDefault();
      combobox.openMenu();
    }
  }

  return { ...combobox, onKeyDown };
}

/** Where our list differs from downshift's usual one. */
function nextState(
  state: State,
  { type, changes, props }: UseComboboxStateChangeOptions<Source>,
  answeredText: string | null,
): Partial<State> {
  switch (type) {
    case ControlledPropUpdatedSelectedItem:
      // downshift's news that nothing is selected any more; what was typed since stays.
      return state;
    case InputBlur:
      // Leaving the input chooses nothing.
      return { ...changes, selectedItem: null, inputValue: state.inputValue };
    case InputClick:
      // A second click sets the caret; it does not close the list.
      return { ...changes, isOpen: true };
    case InputKeyDownEnter: {
      // Compared with the input itself: a scanner's Enter is faster than the list.
      const answered = state.inputValue !== "" && state.inputValue === answeredText;
      const only = answered && props.items.length === 1;
      const chosen = changes.selectedItem ?? (only ? props.items[0] : null);
      if (!chosen) return { ...changes, isOpen: state.inputValue !== "" };
      return { ...changes, selectedItem: chosen, inputValue: "" };
    }
    default:
      return changes.selectedItem ? { ...changes, inputValue: "" } : changes;
  }
}
