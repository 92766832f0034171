import { describe, expect, it } from "vitest";
import { matchesWords, searchWords, tidySearchText } from "./search-text";

describe("tidySearchText", () => {
  it("turns typographic signs into those on the keyboard", () => {
    expect(tidySearchText("St. Luke’s")).toBe("St. Luke's");
    expect(tidySearchText("Kaiser Permanente – Georgia")).toBe("Kaiser Permanente - Georgia");
  });

  it("leaves one blank where several, a tab or a no-break space stood", () => {
    expect(tidySearchText("  Mayo\t \u00a0Clinic\n")).toBe("Mayo Clinic");
  });

  it("drops what nobody can see or send", () => {
    expect(tidySearchText("Ma\u200byo \u202eClinic\ud800\u0000")).toBe("Mayo Clinic");
  });

  it("keeps other scripts and accents", () => {
    expect(tidySearchText("  Clínica 北京 ")).toBe("Clínica 北京");
  });
});

describe("searchWords", () => {
  it.each(["St. Luke’s", "St Lukes", "Saint Luke's", "  SAINT  LUKE`S "])(
    "reads %s as the same two words",
    (spelling) => {
      expect(searchWords(spelling)).toEqual(["st", "lukes"]);
    },
  );

  it("reads & and the word and alike", () => {
    expect(searchWords("Ann & Robert")).toEqual(searchWords("Ann and Robert"));
  });

  it("takes no account of accents", () => {
    expect(searchWords("Clínica")).toEqual(["clinica"]);
  });

  it("finds no words in signs alone", () => {
    expect(searchWords("'-&")).toEqual([]);
  });
});

describe("matchesWords", () => {
  it("finds words in any order by how they begin", () => {
    expect(matchesWords("Mount Sinai Health System", searchWords("sinai mou"))).toBe(true);
  });

  it("does not find a word that is missing", () => {
    expect(matchesWords("Mount Sinai Health System", searchWords("sinai miami"))).toBe(false);
  });

  it("sees through a double blank and a slash", () => {
    const name = "Kaiser Permanente -  Maryland/Virginia/Washington D.C.";
    expect(matchesWords(name, searchWords("kaiser virginia"))).toBe(true);
  });
});
