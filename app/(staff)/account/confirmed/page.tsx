import type { Metadata } from "next";
import { Confirmed } from "@/components/staff/confirmed";
import { requireStaff } from "@/lib/server/staff/guard";

export const metadata: Metadata = { title: "Account" };

/** Where the provider's window ends in which somebody showed again who they are. */
export default async function ConfirmedPage({ searchParams }: PageProps<"/account/confirmed">) {
  await requireStaff({ beforeSecondFactor: true });
  const { error } = await searchParams;
  return (
    <div className="mx-auto grid max-w-3xl grid-cols-1 gap-4">
      <h1 className="text-xl font-semibold">
        {error === undefined ? "Thank you" : "This did not show that it is you"}
      </h1>
      {error === undefined ? (
        <Confirmed />
      ) : (
        <p>
          Nothing was changed. Your clinic’s sign-in service has to ask you anew, and you have to
          sign in there as yourself. Close this window and try again in the other one.
        </p>
      )}
    </div>
  );
}
