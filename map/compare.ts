import { counted } from "../lib/counted.ts";
import type { Plan } from "../plan/plan.ts";
import { pairOf } from "./arrows.ts";
import type { Arrow, Box, Difference, EnvironmentMap } from "./environment-map.ts";
import { usdText } from "./usd.ts";

/** One side of a comparison. */
export interface Side {
  readonly map: EnvironmentMap;
  /** What it is called in the legend. */
  readonly name: string;
  /** What only the place gives a name is no difference. */
  readonly place: Plan["place"];
}

/** One map of two: what the second has otherwise than the first is marked; what it has no longer is still there. */
export function compareMaps(before: Side, after: Side): EnvironmentMap {
  const [from, to] = [before.map, after.map];
  const was = new Map(from.boxes.map((box) => [box.id, box]));
  const is = new Set(to.boxes.map(({ id }) => id));
  return {
    ...to,
    title: `${before.name} against ${after.name}`,
    facts: [`${before.name}: ${factOf(from)}`, `${after.name}: ${factOf(to)}`],
    boxes: [
      ...to.boxes.map((box) => markedBox(was.get(box.id), box, before, after)),
      ...from.boxes.filter(({ id }) => !is.has(id)).map((box) => ({ ...box, difference: "removed" as const })),
    ],
    arrows: markedArrows(from.arrows, to.arrows),
    compared: { before: before.name, after: after.name },
  };
}

function factOf({ usdPerMonth, boxes }: EnvironmentMap): string {
  const resources = boxes.reduce((sum, box) => sum + box.resources, 0);
  return `${counted(resources, "resource")}, about ${usdText(usdPerMonth)} a month`;
}

function markedBox(was: Box | undefined, box: Box, before: Side, after: Side): Box {
  if (!was) {
    return { ...box, difference: "added" };
  }
  const changes = changesOf(was, box, before, after);
  return changes.length > 0 ? { ...box, difference: "changed", changes } : box;
}

function changesOf(was: Box, box: Box, before: Side, after: Side): string[] {
  const [neutralBefore, neutralAfter] = [neutral(before), neutral(after)];
  const alarms = otherLines(was.alarms, box.alarms, neutralBefore, neutralAfter);
  const [usdBefore = 0, usdAfter = 0] = [was.usdPerMonth, box.usdPerMonth];
  const seen = [
    ...otherLines(was.facts, box.facts, neutralBefore, neutralAfter),
    ...(alarms.length > 0 ? [`${was.alarms.length} → ${box.alarms.length} alarms`] : []),
    ...(usdBefore === usdAfter ? [] : [`${dollars(usdBefore)} → ${dollars(usdAfter)} a month`]),
    ...(was.resources === box.resources ? [] : [`${was.resources} → ${box.resources} resources`]),
  ];
  // Of two places every resource differs in something: there the map compares what it shows.
  const isOnePlace = before.place.prefix === after.place.prefix;
  const isOther = isOnePlace && was.fingerprint !== box.fingerprint;
  return seen.length === 0 && isOther ? ["settings that the map does not show"] : seen;
}

/** Lines that only one has. Both write them in the same order, so as many of each are the same lines, changed. */
function otherLines(
  before: readonly string[],
  after: readonly string[],
  neutralBefore: Neutral,
  neutralAfter: Neutral,
): string[] {
  const [had, has] = [new Set(before.map(neutralBefore)), new Set(after.map(neutralAfter))];
  const gone = before.filter((line) => !has.has(neutralBefore(line)));
  const come = after.filter((line) => !had.has(neutralAfter(line)));
  return gone.length === come.length
    ? gone.map((line, at) => `${line} → ${come[at]}`)
    : [...gone.map((line) => `no longer: ${line}`), ...come.map((line) => `new: ${line}`)];
}

/** A line as it would be anywhere. */
type Neutral = (line: string) => string;

function neutral({ map, place: { prefix, accountId, region, domain } }: Side): Neutral {
  const names = [domain, prefix, accountId, region, map.stack].filter((name) => name !== undefined);
  return (line) => names.reduce((text, name) => text.replaceAll(name, "…"), line);
}

function markedArrows(before: readonly Arrow[], after: readonly Arrow[]): Arrow[] {
  const was = new Map(before.map((arrow) => [pairOf(arrow), arrow]));
  const is = new Set(after.map(pairOf));
  const gone = before.filter((arrow) => !is.has(pairOf(arrow)));
  return [
    ...after.map((arrow) => markedArrow(was.get(pairOf(arrow)), arrow)),
    ...gone.map((arrow) => marked(arrow, "removed")),
  ];
}

function markedArrow(was: Arrow | undefined, arrow: Arrow): Arrow {
  if (!was) {
    return marked(arrow, "added");
  }
  return was.says === arrow.says ? arrow : marked({ ...arrow, says: `${was.says} → ${arrow.says}` }, "changed");
}

function marked(arrow: Arrow, difference: Difference): Arrow {
  return { ...arrow, difference };
}

function dollars(usd: number): string {
  return `$${usd.toFixed(2)}`;
}
