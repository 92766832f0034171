"use client";

import { Button } from "@/components/ui/button";

type ErrorPageProps = { error: Error & { digest?: string } };

/** A bug of ours: the reference is all that is shown, the server's log has the rest. */
export default function ErrorPage({ error }: ErrorPageProps) {
  return (
    <main className="mx-auto grid max-w-xl justify-items-start gap-4 px-4 py-16">
      <title>Problem – Connect Desk</title>
      <h1 className="text-xl font-semibold">Connect Desk has a problem</h1>
      <p>
        Something on this page did not work. If a link was made, it is kept. Try again. If it goes
        on, call support.
      </p>
      {error.digest && (
        <p translate="no" className="font-mono text-sm">
          Reference <span>{error.digest}</span>
        </p>
      )}
      {/* Not React's own retry: what failed to load or to render would be taken from memory. */}
      <Button look="primary" onClick={() => location.reload()}>
        Try again
      </Button>
    </main>
  );
}
