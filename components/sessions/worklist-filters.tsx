"use client";

import { Search } from "lucide-react";
import { useRouter } from "next/navigation";
import { type FormEvent, useRef } from "react";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/field";
import { RadioGroup } from "@/components/ui/radio-group";
import type { WorklistFilter, WorklistShow } from "@/lib/sessions/worklist";
import { ScanNotice, useScanNews, useScans } from "./scans";

type WorklistFiltersProps = {
  filter: WorklistFilter;
  helpToday: number;
  onChange: (filter: WorklistFilter) => void;
};

const shows = [
  { value: "today", label: "Today" },
  { value: "waiting", label: "Waiting" },
  { value: "help", label: "Needs help" },
  { value: "all", label: "All" },
] as const satisfies { value: WorklistShow; label: string }[];

const whose = [
  { value: "everyone", label: "Everyone’s" },
  { value: "mine", label: "Mine" },
] as const;

/** What to look for, when, and whose. A search looks through all days. */
export function WorklistFilters({ filter, helpToday, onChange }: WorklistFiltersProps) {
  const input = useRef<HTMLInputElement>(null);
  const { news, tell, look } = useScanNews();
  const router = useRouter();
  useScans(({ id, words, findRow, ended }) => {
    // A dialog asks for something else; what covers the page is for nobody.
    if (!input.current || document.querySelector("dialog:modal")) return;
    input.current.value = id ?? "";
    input.current.focus();
    tell(id === null ? { words } : null);
    if (findRow) void look(findRow, (id) => router.push(`/sessions/${id}`));
    if (id !== null && ended) search(id);
  });

  function search(text: string) {
    const wasSearching = filter.search !== "";
    const isSearching = text !== "";
    const show = wasSearching === isSearching ? filter.show : isSearching ? "all" : "today";
    onChange({ ...filter, search: text, show });
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    tell(null);
    search(input.current?.value.trim() ?? "");
  }

  function clear() {
    if (input.current) input.current.value = "";
    tell(null);
    search("");
    input.current?.focus();
  }

  return (
    <div className="grid grid-cols-1 gap-3 rounded-card border border-line bg-surface p-4">
      <search>
        <ScanNotice news={news} />
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
            <Search />
            Find
          </Button>
          {filter.search && <Button onClick={clear}>Clear search</Button>}
        </form>
      </search>
      <div className="flex flex-wrap justify-between gap-x-8">
        <RadioGroup
          legend="Which links"
          legendHidden
          choices={shows.map(({ value, label }) => ({
            value,
            label: value === "help" && helpToday > 0 ? `${label} (${helpToday} today)` : label,
          }))}
          value={filter.show}
          onChange={(show) => onChange({ ...filter, show })}
        />
        <RadioGroup
          legend="Whose links"
          legendHidden
          choices={whose}
          value={filter.mine ? "mine" : "everyone"}
          onChange={(chosen) => onChange({ ...filter, mine: chosen === "mine" })}
        />
      </div>
    </div>
  );
}
