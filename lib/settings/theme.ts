/** Colours of this PC: as its system has them, or always one. */
export const themes = ["system", "light", "dark"] as const;

export type Theme = (typeof themes)[number];

/** A cookie and not local storage, so that the server writes the first page in the right colours. */
export const themeCookie = "desk-theme";

const yearSeconds = 31_536_000;

/** The theme that a cookie's value names; anything unknown follows the system. */
export function asTheme(text: string | undefined): Theme {
  return themes.find((theme) => theme === text) ?? "system";
}

/** Keeps it in this browser and shows it at once. */
export function chooseTheme(theme: Theme): void {
  const secure = location.protocol === "https:" ? "; Secure" : "";
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API needs https and is missing in older browsers.
  document.cookie = `${themeCookie}=${theme}; Path=/; Max-Age=${yearSeconds}; SameSite=Lax${secure}`;
  document.documentElement.dataset.theme = theme;
}
