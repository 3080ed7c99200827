import type { Impact, ImpactOnResource } from "../../plan/impact.ts";
import { toldFirst } from "../../plan/impact-gone.ts";
import { usd } from "./table.ts";
import { wrapped } from "./wrapped.ts";

/** What an `up` of a stack would do, for a person. */
export function impactText(impact: Impact, stack: string): string[] {
  const { created, updated, replaced, deleted, unchanged, gone, restarts, downtime } = impact;
  if (created.length > 0 && updated.length + replaced.length + deleted.length + unchanged === 0) {
    return [`impact on ${stack}: all of its ${created.length} resources are created`, "", costLine(impact)];
  }
  const revisions = replaced.filter(isRevision);
  const others = replaced.filter((one) => !isRevision(one));
  return [
    `impact on ${stack}: ${created.length} created, ${updated.length} updated in place, ${replaced.length} replaced, ${deleted.length} deleted, ${unchanged} unchanged`,
    ...group("created", created, false),
    ...group("updated", updated, true),
    ...group("replaced", others, true),
    ...(revisions.length > 0
      ? [`  replaced  ${counted(revisions.length)} by a new revision, which takes nothing away`]
      : []),
    ...group("deleted", deleted, false),
    "",
    ...(gone.length > 0 ? ["gone for good:", ...listed(gone), ""] : []),
    ...(restarts.length > 0 ? ["new tasks:", ...listed(restarts)] : ["new tasks: none"]),
    "",
    ...(downtime.length > 0
      ? ["may be away meanwhile:", ...listed(downtime)]
      : [`may be away meanwhile: nothing${gone.length > 0 ? " else" : ""}`]),
    "",
    costLine(impact),
  ];
}

/** A task definition is never changed: each is a revision, and the old ones stay. */
function isRevision({ type }: ImpactOnResource): boolean {
  return type === "aws:ecs/taskDefinition:TaskDefinition";
}

function counted(definitions: number): string {
  return definitions === 1 ? "1 task definition" : `${definitions} task definitions`;
}

/** As many as a person reads: what is protected first, then what runs and what keeps data. */
const mostResources = 12;

function group(word: string, resources: readonly ImpactOnResource[], tellsProperties: boolean): string[] {
  const indent = " ".repeat(12);
  const more = resources.length - mostResources;
  const inOrder = resources.toSorted((a, b) => Number(b.protect) - Number(a.protect) || rankOf(a) - rankOf(b));
  return [
    ...inOrder.slice(0, mostResources).flatMap(({ path, type, protect, properties }) => {
      const kind = `${type.split(":").at(-1)}${protect ? ", protected" : ""}`;
      const because = tellsProperties ? `: ${[...new Set(properties.map(rootOf))].join(", ")}` : "";
      return wrapped(`  ${word.padEnd(8)}  ${path} (${kind})${because}`, indent);
    }),
    ...(more > 0 ? [`  ${word.padEnd(8)}  and ${more} more`] : []),
  ];
}

function rankOf({ type }: ImpactOnResource): number {
  const rank = toldFirst.indexOf(type);
  return rank === -1 ? toldFirst.length : rank;
}

function rootOf(property: string): string {
  return property.startsWith("environment.") ? property : (property.split(/[.[]/)[0] ?? property);
}

function listed(sentences: readonly string[]): string[] {
  return sentences.flatMap((sentence) => wrapped(`  ${sentence}`, "    "));
}

function costLine({ usd: { from, to } }: Impact): string {
  const now = `about ${usd(to.expected)} USD a month (${usd(to.low)} to ${usd(to.high)})`;
  if (!from) {
    return `cost: ${now}`;
  }
  const change = Math.round(to.expected) - Math.round(from.expected);
  const than = change === 0 ? "as before" : `${Math.abs(change)} ${change > 0 ? "more" : "less"} than before`;
  return `cost: ${now}, ${than}`;
}
