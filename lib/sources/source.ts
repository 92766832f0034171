/** One entry of the catalog: a hospital, a clinic group or an insurer. */
export type Source = {
  /** `fhirsrc_…`, opaque. */
  id: string;
  name: string;
  /** The record system, such as `epic`; an open set. */
  vendor: string | null;
  /** Where patients sign in; https only, else null. */
  portalUrl: string | null;
};
