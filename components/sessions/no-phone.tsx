/** For about one patient in five: the link on a device of the clinic. */
export function NoPhone({ url, onOpened }: { url: string; onOpened: () => void }) {
  return (
    <details className="open:w-full print:hidden">
      <summary>No phone?</summary>
      <p>
        Hand over a clinic tablet, or turn this screen to the patient, and{" "}
        <a
          href={url}
          onClick={onOpened}
          onAuxClick={(event) => event.button === 1 && onOpened()}
          target="_blank"
          rel="noreferrer noopener"
          referrerPolicy="no-referrer"
          className="py-1 font-semibold text-brand underline underline-offset-4"
        >
          open the link in a new window
        </a>
        . Close that window when the patient is done.
      </p>
    </details>
  );
}
