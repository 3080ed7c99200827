import type { BoxKind, EnvironmentMap } from "../environment-map.ts";
import { differences, hueOf } from "./palette.ts";
import { kindNames, signs } from "./signs.ts";
import { escaped } from "./text.ts";

/** What the signs of a map mean, of those alone that it has. */
export function legendOf({ boxes, compared }: EnvironmentMap): string {
  const kinds = [...new Set(boxes.map(({ kind }) => kind))].filter((kind) => kind !== "subnet");
  const items = [...kinds.map(kindItem), ...(compared ? comparedItems(compared) : [])];
  return `<ul class="legend" aria-label="Legend">${items.map((item) => `<li>${item}</li>`).join("")}</ul>`;
}

function kindItem(kind: BoxKind): string {
  const tile = '<rect class="tile" width="20" height="20" rx="5"/>';
  const sign = `<path class="sign" transform="translate(2 2) scale(.8)" d="${signs[kind]}"/>`;
  return `<svg class="hue-${hueOf[kind]}" width="20" height="20" aria-hidden="true">${tile}${sign}</svg>${kindNames[kind]}`;
}

function comparedItems({ before, after }: { readonly before: string; readonly after: string }): string[] {
  const meanings = {
    added: `only in ${after}`,
    removed: `only in ${before}`,
    changed: `otherwise in ${after} than in ${before}`,
  };
  return (["added", "removed", "changed"] as const).map((difference) => {
    const mark = `<circle cx="10" cy="10" r="8"/><text x="10" y="14.5">${differences[difference].sign}</text>`;
    return `<svg class="is-${difference}" width="20" height="20" aria-hidden="true">${mark}</svg>${escaped(meanings[difference])}`;
  });
}
