import type { ReactNode } from "react";

type NotFoundNoticeProps = {
  heading: string;
  children: ReactNode;
  /** Where to go on, and what that is called. */
  href: string;
  next: string;
};

/** What is not there, and what to do instead. */
export function NotFoundNotice({ heading, children, href, next }: NotFoundNoticeProps) {
  return (
    <div className="mx-auto grid max-w-xl gap-4 py-10">
      {/* The pages of the desk leave their title to the desk, which is not there. */}
      <title>Not found – Connect Desk</title>
      <h1 className="text-xl font-semibold">{heading}</h1>
      <p>{children}</p>
      <p>
        {/* A full load: what was wrong is left behind. */}
        <a
          href={href}
          className="inline-block py-1 font-semibold text-brand underline underline-offset-4"
        >
          {next}
        </a>
      </p>
    </div>
  );
}

/** The desk was opened under a name that is not its own. */
export function WrongHostNotice({ asked, appUrl }: { asked: string; appUrl: string }) {
  return (
    <NotFoundNotice heading="This is not the desk’s address" href={appUrl} next={`Open ${appUrl}`}>
      This page was opened as <Address>{asked}</Address>. The desk answers under{" "}
      <Address>{appUrl}</Address> only. If the other address is the right one, an administrator sets
      APP_URL to it and starts the desk again.
    </NotFoundNotice>
  );
}

function Address({ children }: { children: string }) {
  return (
    <bdi translate="no" className="wrap-anywhere">
      {children}
    </bdi>
  );
}
