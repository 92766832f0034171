import type { Metadata } from "next";
import { readOneTimeAddressAction, redeemOneTimeAddressAction } from "@/app/(auth)/actions";
import { SetUp } from "@/components/staff/set-up";

export const metadata: Metadata = { title: "Set up" };

/** One-time addresses lead here. Their token stands behind the #, which no server is sent. */
export default function SetUpPage() {
  return <SetUp actions={{ read: readOneTimeAddressAction, use: redeemOneTimeAddressAction }} />;
}
