"use client";

import { Button } from "@/components/ui/button";

type ErrorPageProps = { error: Error & { digest?: string }; reset: () => void };

/** A bug of ours: the reference is all that is shown, the server's log has the rest. */
export default function ErrorPage({ error, reset }: ErrorPageProps) {
  return (
    <main className="mx-auto grid max-w-xl justify-items-start gap-4 px-4 py-16">
      <h1 className="text-xl font-semibold">Connect Desk has a problem</h1>
      <p>
        Something on this page did not work. If a link was made, it is kept. Try again. If it goes
        on, call support and quote the reference.
      </p>
      <p className="font-mono text-sm">Reference {error.digest ?? "none"}</p>
      <Button look="primary" onClick={reset}>
        Try again
      </Button>
    </main>
  );
}
