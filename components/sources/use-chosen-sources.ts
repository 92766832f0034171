import { useQueries } from "@tanstack/react-query";
import { useState } from "react";
import { sourceOptions } from "@/lib/sources/queries";
import { tellApart } from "@/lib/sources/tell-apart";

/** A hospital as far as a chip needs it. */
export type NamedSource = { id: string; name: string };

/** A hospital that was just removed, and the place where it can be put back. */
export type RemovedSource = { source: NamedSource; index: number };

type ChosenSourcesOptions = {
  value: readonly string[];
  onChange: (ids: string[]) => void;
  /** 1: a new choice takes the place of the old one. */
  max: number;
};

/** Adding, removing, putting back and ordering, each with one sentence for those who cannot see it. */
export function useChosenSources({ value, onChange, max }: ChosenSourcesOptions) {
  const [news, setNews] = useState("");
  const [lastRemoved, setLastRemoved] = useState<(RemovedSource & { rest: string[] }) | null>(null);

  function change(ids: string[], sentence: string) {
    setNews(sentence);
    setLastRemoved(null);
    onChange(ids);
  }

  return {
    /** What was done last; empty once something else is going on. */
    news,
    clearNews: () => setNews(""),
    /** Until the next change, whoever makes it. */
    removed: lastRemoved && sameIds(lastRemoved.rest, value) ? lastRemoved : null,

    add({ id, name }: NamedSource) {
      if (value.includes(id)) setNews(`${name} is already chosen.`);
      else if (max === 1) change([id], `${name} chosen.`);
      else change([...value, id], `${name} added. ${countHospitals(value.length + 1)}.`);
    },

    remove(source: NamedSource) {
      const rest = value.filter((id) => id !== source.id);
      change(rest, `${source.name} removed. ${countHospitals(rest.length)}.`);
      setLastRemoved({ source, index: value.indexOf(source.id), rest });
    },

    putBack({ source, index }: RemovedSource) {
      const ids = value.toSpliced(index, 0, source.id);
      change(ids, `${source.name} is back. ${countHospitals(ids.length)}.`);
    },

    /** @param by -1: one place earlier; 1: one later */
    move(source: NamedSource, by: -1 | 1) {
      const from = value.indexOf(source.id);
      const to = from + by;
      const ids = value.toSpliced(from, 1).toSpliced(to, 0, source.id);
      change(ids, `${source.name} is now number ${to + 1} of ${countHospitals(ids.length)}.`);
    },
  };
}

function sameIds(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((id, index) => id === others[index]);
}

/** "1 hospital", "3 hospitals". */
export function countHospitals(count: number): string {
  return `${count} ${count === 1 ? "hospital" : "hospitals"}`;
}

/** With their names, as far as the catalog tells them. `isGone`: it answered that it has no such hospital. */
export function useNamedSources(sourceIds: readonly string[]) {
  const answers = useQueries({ queries: sourceIds.map(sourceOptions) });
  const listed = answers.flatMap(({ data }) => data ?? []);
  return sourceIds.map((id, index) => {
    const { data, isError } = answers[index] ?? { data: undefined, isError: false };
    const name = data?.name ?? (data === undefined && !isError ? "Loading…" : id);
    const hint = data ? tellApart(data, listed) : isError ? "The name did not load" : null;
    return { id, name, hint, isGone: data === null };
  });
}
