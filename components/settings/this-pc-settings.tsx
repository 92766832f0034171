"use client";

import { useState, useSyncExternalStore } from "react";
import { CheckField } from "@/components/ui/field";
import { RadioGroup } from "@/components/ui/radio-group";
import { playFinishSound } from "@/lib/sessions/finish-sound";
import { chooseTheme, type Theme } from "@/lib/settings/theme";
import {
  isSharedPc,
  onThisPcChange,
  setSharedPc,
  setShortcuts,
  setSound,
  setStaysAfterScan,
  shortcutsOn,
  soundOn,
  staysAfterScan,
} from "@/lib/settings/this-pc";

const scanChoices = [
  { value: "make", label: "Make the link" },
  { value: "stay", label: "Stay in the form, at the name" },
] as const;

const themeChoices: readonly { value: Theme; label: string }[] = [
  { value: "system", label: "As this PC" },
  { value: "light", label: "Light" },
  { value: "dark", label: "Dark" },
];

/** What one PC does in its own way. Each change counts at once and stays in this browser. */
export function ThisPcSettings({ initialTheme }: { initialTheme: Theme }) {
  const shared = useSyncExternalStore(onThisPcChange, isSharedPc, () => true);
  const stays = useSyncExternalStore(onThisPcChange, staysAfterScan, () => false);
  const shortcuts = useSyncExternalStore(onThisPcChange, shortcutsOn, () => true);
  const sound = useSyncExternalStore(onThisPcChange, soundOn, () => false);
  const [theme, setTheme] = useState(initialTheme);
  return (
    <div className="grid grid-cols-1 gap-5">
      <CheckField
        id="sharedPc"
        label="Several people use this PC"
        hint="Covers everything about patients when nobody has touched the PC for a while."
        checked={shared}
        onChange={(event) => setSharedPc(event.target.checked)}
      />
      <RadioGroup
        legend="After a scan"
        choices={scanChoices}
        value={stays ? "stay" : "make"}
        onChange={(value) => setStaysAfterScan(value === "stay")}
      />
      <CheckField
        id="shortcuts"
        label="Use the function keys and Ctrl+Enter"
        checked={shortcuts}
        onChange={(event) => setShortcuts(event.target.checked)}
      />
      <CheckField
        id="sound"
        label="A short sound when a patient finishes"
        hint="While the patient's link is on the screen."
        checked={sound}
        onChange={(event) => {
          setSound(event.target.checked);
          if (event.target.checked) playFinishSound();
        }}
      />
      <RadioGroup
        legend="Colours"
        choices={themeChoices}
        value={theme}
        onChange={(chosen) => {
          setTheme(chosen);
          chooseTheme(chosen);
        }}
      />
    </div>
  );
}
