import type { Arrow, Box, EnvironmentMap } from "../environment-map.ts";
import { usdText } from "../usd.ts";
import { differences } from "./palette.ts";
import { kindNames } from "./signs.ts";
import { escaped } from "./text.ts";

/** A column of the table, and a part of the panel, which is made of a row. */
interface Column {
  readonly heading: string;
  readonly cell: (box: Box) => string;
}

/** Every box as a row, in words alone: for screen readers, for paper, and for the panel. */
export function tableOf(map: EnvironmentMap): string {
  const columns = columnsOf(map);
  const rows = map.boxes.map((box, index) => {
    const cells = columns.map(({ heading, cell }) => `<td data-heading="${heading}">${cell(box)}</td>`).join("");
    return `<tr id="row-${index}" data-row="${escaped(box.id)}"><th scope="row">${escaped(nameOf(box))}</th>${cells}</tr>`;
  });
  const headings = ["Name", ...columns.map(({ heading }) => heading)];
  return [
    '<div class="rows"><table><caption class="unseen">All boxes of the picture</caption>',
    `<thead><tr>${headings.map((heading) => `<th scope="col">${heading}</th>`).join("")}</tr></thead>`,
    `<tbody>${rows.join("\n")}</tbody></table></div>`,
  ].join("\n");
}

function columnsOf({ boxes, arrows, compared }: EnvironmentMap): Column[] {
  const known = new Map(boxes.map((box, index) => [box.id, { name: nameOf(box), row: `row-${index}` }]));
  const link = (id: string) => {
    const { name, row } = known.get(id) ?? { name: id, row: "" };
    return `<a href="#${row}" data-go="${escaped(id)}">${escaped(name)}</a>`;
  };
  const ways = (end: "from" | "to", box: Box) =>
    arrows
      .filter((arrow) => arrow[end] === box.id)
      .map((arrow) => [link(arrow[end === "from" ? "to" : "from"]), ...words(arrow)].join(" · "));
  return [
    { heading: "What", cell: ({ kind }) => kindNames[kind] },
    { heading: "In", cell: ({ inside }) => (inside === undefined ? "" : link(inside)) },
    ...(compared ? [{ heading: "Difference", cell: differenceOf }] : []),
    { heading: "Facts", cell: ({ facts }) => list(facts.map(escaped)) },
    {
      heading: "Expected, a month",
      cell: ({ usdPerMonth }) => (usdPerMonth === undefined ? "" : usdText(usdPerMonth)),
    },
    { heading: "Leads to", cell: (box) => list(ways("from", box)) },
    { heading: "Comes from", cell: (box) => list(ways("to", box)) },
    { heading: "Alarms", cell: ({ alarms }) => list(alarms.map(escaped)) },
    { heading: "Resources", cell: ({ resources }) => String(resources) },
  ];
}

function nameOf({ name, id }: Box): string {
  return name.trim() === "" ? id : name;
}

function words({ says, difference }: Arrow): string[] {
  const differs = difference ? [`${differences[difference].sign} ${difference}`] : [];
  return [...(says === "" ? [] : [escaped(says)]), ...differs];
}

function differenceOf({ difference, changes = [] }: Box): string {
  return difference ? `${differences[difference].sign} ${difference}${list(changes.map(escaped))}` : "";
}

function list(items: readonly string[]): string {
  return items.length === 0 ? "" : `<ul>${items.map((item) => `<li>${item}</li>`).join("")}</ul>`;
}
