import { counted } from "../../lib/counted.ts";
import type { Difference, EnvironmentMap } from "../../map/environment-map.ts";

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
    compared ? differencesText(map) : `${contents}, about $${Math.round(usdPerMonth)} a month`,
    ...(isPicture ? ["open it in a browser: it needs no network and holds no secret, so it can be sent on"] : []),
    "",
  ].join("\n");
}

function differencesText({ boxes, compared }: EnvironmentMap): string {
  const count = (which: Difference) => boxes.filter(({ difference }) => difference === which).length;
  const [added, removed, changed] = [count("added"), count("removed"), count("changed")];
  return added + removed + changed === 0
    ? `${compared?.before} and ${compared?.after} look the same`
    : `${counted(added, "part")} new, ${removed} gone, ${changed} changed`;
}
