import { NotFoundNotice } from "./not-found-notice";

/** The desk was opened under a name that is not its own. */
export function WrongHostNotice({ asked, appUrl }: { asked: string; appUrl: string }) {
  return (
    <NotFoundNotice heading="This is not the desk’s address" href={appUrl} next={`Open ${appUrl}`}>
      This page was opened as{" "}
      <bdi translate="no" className="wrap-anywhere">
        {asked}
      </bdi>
      . The desk answers under{" "}
      <bdi translate="no" className="wrap-anywhere">
        {appUrl}
      </bdi>{" "}
      only. If the other address is the right one, an administrator sets APP_URL to it and starts
      the desk again.
    </NotFoundNotice>
  );
}
