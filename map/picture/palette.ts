import type { BoxKind, Difference } from "../environment-map.ts";

/** A colour in the light page and in the dark one. */
export interface Tone {
  readonly light: string;
  readonly dark: string;
}

/** What things of one sort have in common: `ink` for signs and borders, `tint` under a group of them. */
export interface Hue {
  readonly ink: Tone;
  readonly tint: Tone;
}

/** The page itself. */
export const page = {
  ground: { light: "#f6f7f9", dark: "#0f1317" },
  surface: { light: "#ffffff", dark: "#1a2027" },
  raised: { light: "#eef0f3", dark: "#252d36" },
  text: { light: "#16191f", dark: "#e8ebef" },
  dim: { light: "#545d6b", dark: "#a3adba" },
  line: { light: "#d3d8df", dark: "#36404b" },
  arrow: { light: "#7b8594", dark: "#7f8b9a" },
  accent: { light: "#0b57d0", dark: "#8ab4f8" },
  sign: { light: "#ffffff", dark: "#0f1317" },
} as const satisfies Readonly<Record<string, Tone>>;

/** The colours of sorts of things. */
export const hues = {
  outside: { ink: { light: "#4b5563", dark: "#aab4c0" }, tint: { light: "#eceff3", dark: "#1b2128" } },
  network: { ink: { light: "#6d3fc0", dark: "#bfa3f5" }, tint: { light: "#f4f0fb", dark: "#1c1926" } },
  edge: { ink: { light: "#6d3fc0", dark: "#bfa3f5" }, tint: { light: "#f1f6ec", dark: "#17201a" } },
  compute: { ink: { light: "#b4480a", dark: "#f2a36b" }, tint: { light: "#e9f3fb", dark: "#14202a" } },
  data: { ink: { light: "#1f5fbf", dark: "#86b3f7" }, tint: { light: "#eaf0fb", dark: "#172033" } },
  keeping: { ink: { light: "#2f7a1f", dark: "#8fcf7c" }, tint: { light: "#edf6ea", dark: "#16211a" } },
  watch: { ink: { light: "#b3255c", dark: "#f09ab9" }, tint: { light: "#fbeef3", dark: "#261820" } },
  github: { ink: { light: "#24292f", dark: "#d5dae0" }, tint: { light: "#eceef1", dark: "#1c2126" } },
} as const satisfies Readonly<Record<string, Hue>>;

/** Name of a hue. */
export type HueName = keyof typeof hues;

/** Which hue a thing has. */
export const hueOf: Readonly<Record<BoxKind, HueName>> = {
  people: "outside",
  dns: "network",
  account: "outside",
  edge: "network",
  firewall: "network",
  network: "network",
  tier: "network",
  subnet: "network",
  nat: "network",
  cluster: "compute",
  web: "compute",
  worker: "compute",
  job: "compute",
  migration: "compute",
  database: "data",
  replica: "data",
  cache: "data",
  queue: "watch",
  bucket: "keeping",
  "file-system": "keeping",
  secrets: "watch",
  function: "compute",
  external: "outside",
  alarms: "watch",
  receiver: "watch",
  repository: "github",
  workflow: "github",
  environment: "github",
  role: "github",
};

/** How a difference looks; the sign says it without the colour. */
export const differences: Readonly<Record<Difference, { readonly sign: string; readonly tone: Tone }>> = {
  added: { sign: "+", tone: { light: "#17752f", dark: "#7ddb93" } },
  removed: { sign: "−", tone: { light: "#b3261e", dark: "#ff9a92" } },
  changed: { sign: "~", tone: { light: "#8a5a00", dark: "#f2c14e" } },
};
