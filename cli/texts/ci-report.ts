import type { Change, Op } from "../../delivery/change.ts";
import type { Report } from "../../delivery/report.ts";
import { firstFew } from "../../lib/first-few.ts";
import { explainedFindings, openFindings, policyLine } from "./policy.ts";
import { usd } from "./table.ts";
import { wrapped } from "./wrapped.ts";

/** What happens, as a person calls it; a new revision of a task definition takes nothing away. */
const words = {
  delete: "deleted",
  replace: "replaced",
  revise: "revised",
  update: "updated",
  create: "created",
  import: "imported",
} as const;

type Word = keyof typeof words;

/** The changes of one component at the top. */
interface OfComponent {
  readonly component: string;
  /** `1 replaced, 2 updated`. */
  readonly counts: string;
  /** `api-service (desiredCount)`; what is created only counts. */
  readonly resources: readonly string[];
}

/** What an `up` would change, for a person at a terminal. */
export function reportText(report: Report): string {
  const lines = [
    `${report.stack}: ${headline(report)}`,
    ...report.refusals.flatMap((says) => wrapped(`refused: ${says}`, "  ")),
    ...report.errors.flatMap((says) => wrapped(`failed: ${says.replaceAll(/\s+/g, " ")}`, "  ")),
    ...risky(report).flatMap(({ word, says }) =>
      wrapped(`  ${words[word].toUpperCase().padEnd(8)}  ${says}`, " ".repeat(12)),
    ),
    ...byComponent(report).flatMap(({ component, counts, resources }) =>
      wrapped(`  ${component}: ${counts}${resources.length > 0 ? `: ${resources.join(", ")}` : ""}`, "    "),
    ),
    ...notes(report).flatMap((note) => wrapped(note, "  ")),
    ...(report.policy ? policyText(report.policy) : []),
  ];
  return `${lines.join("\n")}\n`;
}

/** `1 deleted, 2 updated, 260 unchanged` */
export function headline({ changes, unchanged, errors, nothing }: Report): string {
  if (nothing !== undefined) {
    return nothing.replace(/^\S+: /, "");
  }
  if (errors.length > 0) {
    return "what would change cannot be told";
  }
  return changes.length === 0 ? "nothing to change" : `${countsOf(changes)}, ${unchanged} unchanged`;
}

/** What would be deleted or replaced, each with what it is. */
export function risky({ changes }: Report): readonly { readonly word: Word; readonly says: string }[] {
  return changes
    .map((change) => ({ word: wordOf(change), change }))
    .filter(({ word }) => word === "delete" || word === "replace")
    .map(({ word, change }) => ({ word, says: `${change.path} (${kindOf(change)})${because(change)}` }));
}

/** The changes by the component that they are in; one with something deleted or replaced comes first. */
export function byComponent({ changes }: Report): readonly OfComponent[] {
  const groups = Map.groupBy(changes, ({ path }) => path.split("/")[0] ?? path);
  const rank = (group: readonly Change[]) => Math.min(...group.map((change) => order.indexOf(wordOf(change))));
  return [...groups]
    .toSorted(([a, x], [b, y]) => Math.min(rank(x), 2) - Math.min(rank(y), 2) || (a < b ? -1 : 1))
    .map(([component, group]) => ({
      component,
      counts: countsOf(group),
      resources: group
        .filter(({ op }) => op !== "create")
        .map((change) => `${change.path.split("/").at(-1) ?? change.path}${inBrackets(change)}`),
    }));
}

/** What it costs, how it differs from the stack before, and who says so. */
export function notes({ by, commit, isDirty, cost, parity, nothing }: Report): readonly string[] {
  if (nothing !== undefined) {
    return [];
  }
  return [
    ...(cost ? [costText(cost)] : []),
    ...(parity ? [parityText(parity)] : []),
    ...(isDirty ? [`with changes that are in no commit, so not what ${commit.slice(0, 12)} would do`] : []),
    ...(by === "plans" ? ["by the plans of both commits: nobody asked what is really there"] : []),
  ];
}

/** What the rules find: what nobody has explained line by line, and of the rest only what is new. */
function policyText({ rules, findings }: NonNullable<Report["policy"]>): readonly string[] {
  const explained = explainedFindings(findings.filter(({ isNew }) => isNew));
  return [
    ...wrapped(policyLine(rules, findings), "  "),
    ...[...openFindings(findings), ...explained].flatMap((line) => wrapped(`  ${line}`, "    ")),
  ];
}

function costText({ from, to }: NonNullable<Report["cost"]>): string {
  const after = `about ${usd(to.expected)} USD a month`;
  if (!from) {
    return `cost: ${after}, not compared`;
  }
  const more = Math.round(to.expected) - Math.round(from.expected);
  return more === 0
    ? `cost: ${after}, as before`
    : `cost: ${after}, ${Math.abs(more)} ${more > 0 ? "more" : "less"} than before`;
}

const MOST_FIELDS = 8;

function parityText({ upstream, differing }: NonNullable<Report["parity"]>): string {
  return differing.length === 0
    ? `parity: app and release are those of ${upstream}`
    : `parity: not as in ${upstream}: ${firstFew(differing, MOST_FIELDS)}`;
}

const order: readonly Word[] = ["delete", "replace", "revise", "update", "create", "import"];

function countsOf(changes: readonly Change[]): string {
  const counts = Map.groupBy(changes, wordOf);
  return order
    .flatMap((word) => {
      const number = counts.get(word)?.length ?? 0;
      return number > 0 ? [`${number} ${words[word]}`] : [];
    })
    .join(", ");
}

function wordOf({ op, type }: Pick<Change, "op" | "type">): Word {
  return isRevision(op, type) ? "revise" : op;
}

function isRevision(op: Op, type: string): boolean {
  return op === "replace" && type === "aws:ecs/taskDefinition:TaskDefinition";
}

function kindOf({ type }: Change): string {
  return type.split(":").at(-1) ?? type;
}

function because(change: Change): string {
  const roots = rootsOf(change);
  return roots.length > 0 && change.op !== "delete" ? `: ${roots.join(", ")}` : "";
}

function inBrackets(change: Change): string {
  const roots = rootsOf(change);
  return roots.length > 0 ? ` (${roots.join(", ")})` : "";
}

/** `containerDefinitions[0].image` is of containerDefinitions. */
function rootsOf({ properties }: Change): readonly string[] {
  return [...new Set(properties.map((path) => path.split(/[.[]/)[0] ?? path))];
}
