import { counted } from "../../lib/counted.ts";
import type { Difference, EnvironmentMap } from "../../map/environment-map.ts";
import { usdText } from "../../map/usd.ts";

/** What a map was written to. */
export interface WrittenMap {
  readonly file: string;
  readonly bytes: number;
  /** Whether it is for a browser. */
  readonly isPicture: boolean;
}

/** Where a map is, what is on it, and what one does with it. */
export function mapText(map: EnvironmentMap, { file, bytes, isPicture }: WrittenMap): string {
  const { title, boxes, arrows, usdPerMonth, compared } = map;
  const size = `${Math.max(1, Math.round(bytes / 1024))} KB`;
  const contents = `${counted(boxes.length, "part")}, ${counted(arrows.length, "connection")}`;
  return [
    `${file}: ${title}, ${size}`,
    compared ? differencesText(map) : `${contents}, about ${usdText(usdPerMonth)} a month`,
    ...(isPicture ? ["open it in a browser: it needs no network and holds no secret, so it can be sent on"] : []),
    "",
  ].join("\n");
}

function differencesText({ boxes, arrows, compared }: EnvironmentMap): string {
  const differ = [differencesOf(boxes, "part"), differencesOf(arrows, "connection")].filter((text) => text !== "");
  return differ.join("; ") || `${compared?.before} and ${compared?.after} look the same`;
}

function differencesOf(marked: readonly { readonly difference?: Difference }[], noun: string): string {
  const count = (which: Difference) => marked.filter(({ difference }) => difference === which).length;
  const [added, removed, changed] = [count("added"), count("removed"), count("changed")];
  return added + removed + changed === 0 ? "" : `${counted(added, noun)} new, ${removed} gone, ${changed} changed`;
}
