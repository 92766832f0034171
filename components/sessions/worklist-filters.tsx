"use client";

import { Search } from "lucide-react";
import { type FormEvent, useRef, useState } from "react";
import { TextField } from "@/components/form/text-field";
import { Button } from "@/components/ui/button";
import type { Result } from "@/lib/result";
import type { WorklistFilter, WorklistShow } from "@/lib/sessions/worklist";
import { type ScanNews, ScanNotice } from "./scan-notice";
import { useLinkRow } from "./use-link-row";
import { useScans } from "./use-scans";

type WorklistFiltersProps = {
  filter: WorklistFilter;
  helpToday: number;
  onChange: (filter: WorklistFilter) => void;
};

const shows = [
  ["today", "Today"],
  ["waiting", "Waiting"],
  ["help", "Needs help"],
  ["all", "All"],
] as const satisfies [WorklistShow, string][];

/** What to look for, when, and whose. A search looks through all days. */
export function WorklistFilters({ filter, helpToday, onChange }: WorklistFiltersProps) {
  const input = useRef<HTMLInputElement>(null);
  const [scanNews, setScanNews] = useState<ScanNews | null>(null);
  const linkRow = useLinkRow();
  useScans(({ id, words, findRow, ended }) => {
    // A dialog asks for something else; what covers the page is for nobody.
    if (!input.current || document.querySelector("dialog:modal")) return;
    input.current.value = id ?? "";
    input.current.focus();
    goOn(id === null ? { words } : null);
    if (findRow) void linkRow.look(findRow, openRow);
    if (id !== null && ended) search(id);
  });

  function goOn(news: ScanNews | null) {
    linkRow.forget();
    setScanNews(news);
  }

  function openRow(row: Result<string, string>) {
    if (row.ok) location.assign(`/sessions/${row.value}`);
    else setScanNews({ words: row.error });
  }

  function search(text: string) {
    const wasSearching = filter.search !== "";
    const isSearching = text !== "";
    const show = wasSearching === isSearching ? filter.show : isSearching ? "all" : "today";
    onChange({ ...filter, search: text, show });
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    goOn(null);
    search(input.current?.value.trim() ?? "");
  }

  function clear() {
    if (input.current) input.current.value = "";
    goOn(null);
    search("");
    input.current?.focus();
  }

  return (
    <div className="grid grid-cols-1 gap-3 rounded-card border border-line bg-surface p-4">
      <search>
        <ScanNotice news={scanNews} />
        <form method="post" onSubmit={submit} className="flex flex-wrap items-end gap-3">
          <div className="min-w-0 max-w-xl grow basis-60">
            <TextField
              ref={input}
              autoFocus
              id="find"
              label="Find a link"
              hint="Patient ID, whole words of the name, or screen tag"
              maxLength={200}
              enterKeyHint="search"
            />
          </div>
          <Button type="submit" look="primary">
            <Search aria-hidden size={20} strokeWidth={1.75} />
            Find
          </Button>
          {filter.search && <Button onClick={clear}>Clear search</Button>}
        </form>
      </search>
      <div className="flex flex-wrap justify-between gap-x-8">
        <fieldset className="flex flex-wrap gap-x-5">
          <legend className="sr-only">Which links</legend>
          {shows.map(([show, label]) => (
            <Choice
              key={show}
              name="show"
              label={show === "help" && helpToday > 0 ? `${label} (${helpToday} today)` : label}
              checked={filter.show === show}
              onChoose={() => onChange({ ...filter, show })}
            />
          ))}
        </fieldset>
        <fieldset className="flex flex-wrap gap-x-5">
          <legend className="sr-only">Whose links</legend>
          <Choice
            name="whose"
            label="Everyone’s"
            checked={!filter.mine}
            onChoose={() => onChange({ ...filter, mine: false })}
          />
          <Choice
            name="whose"
            label="Mine"
            checked={filter.mine}
            onChoose={() => onChange({ ...filter, mine: true })}
          />
        </fieldset>
      </div>
    </div>
  );
}

type ChoiceProps = { name: string; label: string; checked: boolean; onChoose: () => void };

function Choice({ name, label, checked, onChoose }: ChoiceProps) {
  return (
    <label className="flex min-h-11 items-center gap-2">
      <input
        type="radio"
        name={name}
        className="size-5 shrink-0 accent-brand"
        checked={checked}
        onChange={onChoose}
      />
      <span>{label}</span>
    </label>
  );
}
