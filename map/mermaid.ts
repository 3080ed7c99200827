import type { Arrow, Box, BoxKind, Difference, EnvironmentMap } from "./environment-map.ts";
import { usdText } from "./usd.ts";

/** What stands around the text of a box, where it is no rectangle. */
const shapes: Partial<Readonly<Record<BoxKind, readonly [string, string]>>> = {
  people: ["((", "))"],
  external: ["([", "])"],
  receiver: ["([", "])"],
  database: ["[(", ")]"],
  replica: ["[(", ")]"],
  cache: ["[(", ")]"],
  bucket: ["[(", ")]"],
  "file-system": ["[(", ")]"],
  queue: ["[/", "/]"],
};

const rectangle = ["[", "]"] as const;

/** How a difference is seen: by its sign as well, which needs no colour; a plain `+` begins a list in Markdown. */
const marks = { added: "#43; ", removed: "− ", changed: "~ " } as const satisfies Readonly<Record<Difference, string>>;

const styles: Readonly<Record<Difference, string>> = {
  added: "stroke:#1a7f37,stroke-width:3px",
  removed: "stroke:#cf222e,stroke-width:3px,stroke-dasharray:5 5",
  changed: "stroke:#9a6700,stroke-width:3px",
};

/** A map as a flowchart of Mermaid, which GitHub and most pages of documentation draw. */
export function mermaidOf(map: EnvironmentMap): string {
  const ids = idsOf(map.boxes);
  const inside = Map.groupBy(map.boxes, (box) => box.inside);
  const differences = new Set(map.boxes.flatMap(({ difference }) => difference ?? []));
  const lines = [
    "flowchart LR",
    ...boxLines(undefined, inside, ids, "  "),
    ...map.arrows.map((arrow) => `  ${arrowLine(arrow, ids)}`),
    ...[...differences].flatMap((difference) => classLines(difference, map.boxes, ids)),
  ];
  return `${lines.join("\n")}\n`;
}

function boxLines(
  group: string | undefined,
  inside: ReadonlyMap<string | undefined, readonly Box[]>,
  ids: ReadonlyMap<string, string>,
  indent: string,
): string[] {
  return (inside.get(group) ?? []).flatMap((box) => {
    const id = ids.get(box.id);
    const [open, close] = shapes[box.kind] ?? rectangle;
    return inside.has(box.id)
      ? [
          `${indent}subgraph ${id}["${labelOf(box, 1)}"]`,
          ...boxLines(box.id, inside, ids, `${indent}  `),
          `${indent}end`,
        ]
      : [`${indent}${id}${open}"${labelOf(box, 2)}"${close}`];
  });
}

/** The name, and as many facts as fit. */
function labelOf({ name, facts, usdPerMonth, difference }: Box, most: number): string {
  const cost = usdPerMonth === undefined ? [] : [`${usdText(usdPerMonth)} a month`];
  const sign = difference ? marks[difference] : "";
  return `${sign}${[name, ...facts.slice(0, most), ...cost].map(escaped).join("<br/>")}`;
}

function arrowLine({ from, to, says, difference }: Arrow, ids: ReadonlyMap<string, string>): string {
  const sign = difference ? marks[difference] : "";
  const line = difference === "removed" ? "-.->" : "-->";
  return `${ids.get(from)} ${line}|"${sign}${escaped(says)}"| ${ids.get(to)}`;
}

function classLines(difference: Difference, boxes: readonly Box[], ids: ReadonlyMap<string, string>): string[] {
  const marked = boxes.filter((box) => box.difference === difference).map(({ id }) => ids.get(id));
  return [`  classDef ${difference} ${styles[difference]}`, `  class ${marked.join(",")} ${difference}`];
}

/** Ids of letters, digits and underscores: what else is in one, Mermaid may read as an arrow or a word of its own. */
function idsOf(boxes: readonly Box[]): Map<string, string> {
  const taken = new Set<string>();
  return new Map(
    boxes.map(({ id }) => {
      let plain = `box_${id.replaceAll(/\W/g, "_")}`;
      while (taken.has(plain)) {
        plain += "_";
      }
      taken.add(plain);
      return [id, plain];
    }),
  );
}

/**
 * Text of a label: everything that Mermaid, Markdown or HTML would take for something else is written by its number. A
 * backslash before an n would break the line all the same, so nothing may follow it.
 */
function escaped(text: string): string {
  return text
    .replaceAll("\\", "\\\u200b")
    .replaceAll(/(?<!\w)[._-]|[._-](?!\w)|[^\p{L}\p{N}\u200b ,:/@()→$×….\-_]/gu, (sign) => `#${sign.codePointAt(0)};`);
}
