import { sourceId } from "./ids";

/** What the simulated sign-in at a source does. */
export type Behaviour =
  | "connects"
  | "refuses"
  | "portal-error"
  | "slow"
  | "never-returns"
  | "lapses-later"
  | "keeps-records";

/** One row of the catalog. */
export type Source = {
  id: string;
  name: string;
  /** Vendor on the wire, an open set; null when unknown. */
  type: string | null;
  fhirBaseUrl: string;
  logoUrl: string | null;
  /** A help link; nothing here ever leads to it. */
  portalUrl: string | null;
  behaviour: Behaviour;
};

type Row = {
  type: string | null;
  name: string;
  portal?: string;
  logo?: string;
  sharesUrlOf?: string;
  id?: string;
};

/**
 * Demo data. The names are public facts and say nothing about who takes part in Medblocks Connect.
 * Vendors and portal addresses are general knowledge, not checked; where the address was not certain
 * there is none. Every FHIR address is made up on a name that can never exist. Three rows have the
 * ids of the vendor's own sample request, so that it works here as it stands.
 */
const sandboxes: Row[] = [
  {
    type: "epic",
    name: "Epic Sandbox",
    logo: "https://logos.example.invalid/epic.svg",
    id: "fhirsrc_02Zh2bnvRoWQJYgOAkI0Twcc",
  },
  {
    type: "cerner",
    name: "Oracle Health Sandbox (patient)",
    id: "fhirsrc_0a9Ea55aR4u7HaWMyFBN8wcc",
  },
  { type: "cerner", name: "Oracle Health Open Sandbox" },
  { type: "cerner", name: "Oracle Health Sandbox (provider)" },
  { type: "cerner", name: "Soarian Clinicals Public Sandbox" },
  { type: "athena", name: "athenahealth Preview", id: "fhirsrc_lcvXRHLSSI2WK9Prrt5Qggcc" },
  { type: "meditech", name: "MEDITECH Greenfield" },
  { type: "cms-blue-button", name: "CMS Blue Button Sandbox" },
  { type: null, name: "Veradigm FHIR Sandbox" },
  { type: null, name: "SMART Health IT" },
  { type: "ecw", name: "eClinicalWorks" },
];

const onEpic: [name: string, portal?: string][] = [
  ["Kaiser Permanente - California - Northern", "https://healthy.kaiserpermanente.org"],
  ["Mayo Clinic", "https://onlineservices.mayoclinic.org"],
  ["Cleveland Clinic", "https://mychart.clevelandclinic.org"],
  ["Mass General Brigham", "https://patientgateway.massgeneralbrigham.org"],
  ["Johns Hopkins Medicine", "https://mychart.hopkinsmedicine.org"],
  ["Penn Medicine", "https://secure.mypennmedicine.org"],
  ["Stanford Health Care", "https://myhealth.stanfordhealthcare.org"],
  ["UCLA Health", "https://my.uclahealth.org"],
  ["UCSF Health", "https://www.ucsfhealth.org/mychart"],
  ["Sutter Health", "https://mho.sutterhealth.org"],
  ["Cedars-Sinai", "https://mycslink.cedars-sinai.org"],
  ["Scripps Health", "https://myscripps.org"],
  ["UW Medicine", "https://mychart.uwmedicine.org"],
  ["Providence"],
  ["Oregon Health & Science University"],
  ["University of Utah Health"],
  ["Intermountain Health"],
  ["UCHealth (Colorado)"],
  ["Children's Hospital Colorado"],
  ["HonorHealth"],
  ["Baylor Scott & White Health", "https://my.bswhealth.com"],
  ["Houston Methodist"],
  ["MD Anderson Cancer Center"],
  ["Texas Health Resources"],
  ["Ochsner Health", "https://my.ochsner.org"],
  ["Vanderbilt Health", "https://www.myhealthatvanderbilt.com"],
  ["Emory Healthcare"],
  ["Piedmont Healthcare", "https://mychart.piedmont.org"],
  ["AdventHealth"],
  ["Duke Health", "https://www.mydukehealth.org"],
  ["UNC Health", "https://myuncchart.org"],
  ["Atrium Health", "https://my.atriumhealth.org"],
  ["Novant Health", "https://www.mynovant.org"],
  ["Sentara Health", "https://mychart.sentara.com"],
  ["Inova Health System", "https://mychart.inova.org"],
  ["Yale New Haven Health", "https://mychart.ynhhs.org"],
  ["Hartford HealthCare", "https://mychartplus.org"],
  ["NYU Langone Health"],
  ["NewYork-Presbyterian"],
  ["Mount Sinai Health System"],
  ["Northwestern Medicine", "https://mynm.nm.org"],
  ["Rush", "https://mychart.rush.edu"],
  ["Advocate Health (Wisconsin, Illinois)", "https://livewell.aah.org"],
  ["UW Health", "https://mychart.uwhealth.org"],
  ["Michigan Medicine", "https://www.myuofmhealth.org"],
  ["Corewell Health"],
  ["OhioHealth"],
  ["Trinity Health", "https://mychart.trinity-health.org"],
];

const onOtherSystems: Row[] = [
  {
    type: "cerner",
    name: "MHS GENESIS (military health)",
    portal: "https://my.mhsgenesis.health.mil",
  },
  { type: "cerner", name: "Universal Health Services (acute hospitals)" },
  { type: "cerner", name: "Banner Health" },
  { type: "cerner", name: "BayCare Health System" },
  { type: "cerner", name: "Children's National Hospital" },
  { type: "cerner", name: "MU Health Care" },
  { type: "cerner", name: "University Health (Kansas City)" },
  { type: "cerner", name: "Vandalia Health" },
  { type: "cerner", name: "Crouse Hospital" },
  { type: "meditech", name: "HCA Healthcare", portal: "https://myhealthone.com" },
  { type: "meditech", name: "The Bellevue Hospital" },
  { type: "meditech", name: "Box Butte General Hospital" },
  { type: "athena", name: "Privia Health", portal: "https://www.myprivia.com" },
  { type: null, name: "One Medical" },
];

const payers: Row[] = [
  {
    type: "cms-blue-button",
    name: "Medicare (CMS Blue Button)",
    portal: "https://www.medicare.gov",
  },
  { type: "unitedhealthcare", name: "UnitedHealthcare", portal: "https://www.myuhc.com" },
  { type: "aetna", name: "Aetna", portal: "https://www.aetna.com" },
  { type: null, name: "Cigna Healthcare", portal: "https://my.cigna.com" },
  { type: null, name: "Humana", portal: "https://www.humana.com" },
  { type: null, name: "Anthem Blue Cross Blue Shield", portal: "https://www.anthem.com" },
  { type: null, name: "Blue Shield of California", portal: "https://www.blueshieldca.com" },
  { type: null, name: "Florida Blue", portal: "https://www.floridablue.com" },
  { type: null, name: "Blue Cross Blue Shield of Michigan", portal: "https://www.bcbsm.com" },
  { type: null, name: "Highmark", portal: "https://www.highmark.com" },
  {
    type: null,
    name: "Horizon Blue Cross Blue Shield of New Jersey",
    portal: "https://www.horizonblue.com",
  },
  { type: null, name: "Independence Blue Cross", portal: "https://www.ibx.com" },
  { type: null, name: "Premera Blue Cross", portal: "https://www.premera.com" },
  { type: null, name: "Molina Healthcare", portal: "https://www.molinahealthcare.com" },
];

/** Names that make a search or a screen stumble: look-alikes, odd characters, great length. */
const awkwardNames = [
  "Baptist Health (Arkansas)",
  "Baptist Health - Northeast Florida",
  "Baptist Health – KY & IN",
  "Baptist Memorial Health Care",
  "St. Luke’s Health System (Idaho & Eastern Oregon)",
  "St. Luke's University Health Network",
  "Saint Luke's Health System",
  "CHI St. Luke's Health",
  "Mercy Health (MO)",
  "Mercy Health - OH, KY",
  "Mercy Health Services (MD)",
  "Mercy Medical Center",
  "BayCare Clinic - myBayCare",
  "Mount Sinai Medical Center (Miami)",
  "Methodist Health System",
  "UC Health",
  "University of Colorado Health",
  "Cook Children’s",
  "Kaiser Permanente - California - Southern",
  "Kaiser Permanente - Colorado",
  "Kaiser Permanente – Georgia",
  "Kaiser Permanente - Hawaii",
  "Kaiser Permanente -  Maryland/Virginia/Washington D.C.",
  "Kaiser Permanente - Oregon - SW Washington",
  "Kaiser Permanente - Washington",
  "Providence Health & Services - Oregon/California",
  "Providence Health & Services - Washington/Montana",
  "Santa Clara Valley Medical Center Hospitals and Clinics",
  "The University of Texas Health Science Center at Houston",
  "Ann & Robert H. Lurie Children's Hospital of Chicago",
];

/** Several brands may stand behind one FHIR address, although the API calls it unique. */
const sharedAddress: Row = {
  type: "epic",
  name: "Weill Cornell Medicine",
  sharesUrlOf: "NewYork-Presbyterian",
};

const withOutcome: [name: string, behaviour: Behaviour][] = [
  ["Demo Clinic (connects)", "connects"],
  ["Demo Clinic (patient says no)", "refuses"],
  ["Demo Clinic (portal error)", "portal-error"],
  ["Demo Clinic (slow)", "slow"],
  ["Demo Clinic (never comes back)", "never-returns"],
  ["Demo Clinic (access ends after a minute)", "lapses-later"],
  ["Demo Clinic (records do not arrive)", "keeps-records"],
];

/** Every row of the demo catalog, unordered. */
export function demoSources(): Source[] {
  const rows: Row[] = [
    ...sandboxes,
    ...onEpic.map(([name, portal]) => ({ type: "epic", name, ...(portal ? { portal } : {}) })),
    ...onOtherSystems,
    ...payers,
    ...awkwardNames.map((name) => ({ type: "epic", name })),
    sharedAddress,
  ];
  return [
    ...rows.map((row) => sourceOf(row, "connects")),
    ...withOutcome.map(([name, behaviour]) => sourceOf({ type: null, name }, behaviour)),
  ];
}

/** A made-up row for measuring with a large catalog. */
export function generatedSource(number: number): Source {
  const place = places[number % places.length] ?? "";
  const kind = kinds[Math.floor(number / places.length) % kinds.length] ?? "";
  const type = vendors[number % vendors.length] ?? null;
  return sourceOf({ type, name: `${place} ${kind} ${number}` }, "connects");
}

const places = [
  "Riverside",
  "Lakeview",
  "Cedar Valley",
  "Northgate",
  "Harbor",
  "Prairie",
  "Summit",
];
const kinds = [
  "General Hospital",
  "Medical Center",
  "Family Practice",
  "Children's",
  "Heart Clinic",
];
const vendors = ["epic", "cerner", "athena", "meditech", null];

function sourceOf(row: Row, behaviour: Behaviour): Source {
  return {
    id: row.id ?? sourceId(slugOf(row.name)),
    name: row.name,
    type: row.type,
    fhirBaseUrl: `https://fhir.${slugOf(row.sharesUrlOf ?? row.name)}.example.invalid/api/FHIR/R4`,
    logoUrl: row.logo ?? null,
    portalUrl: row.portal ?? null,
    behaviour,
  };
}

function slugOf(name: string): string {
  return name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-|-$/g, "");
}
