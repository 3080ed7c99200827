import { readFileSync, writeFileSync } from "node:fs";
import type { Model, None } from "../../sandbox/model.ts";
import { allModels } from "../../sandbox/models/registry.ts";
import { taskStartRules } from "../../sandbox/task-start.ts";
import { escaped, withRulesPart } from "./rules-part.ts";

/** The page that lists the rules, from the root of the project. */
export const page = "docs/sandbox.md";

/** What a line of the list needs of a rule. */
interface Line {
  readonly id: string;
  readonly says: string;
  readonly source: string;
}

/** The page as it should be: what stands outside the list stays. */
export function withRules(text: string): string {
  return withRulesPart(text, "tools/docs/sandbox-rules.ts", rulesList());
}

function rulesList(): string {
  const models = [...allModels].sort((one, other) => (one.type < other.type ? -1 : 1)).map(modelSection);
  const starting = ["## A task that starts", "", ...header, ...rows("start", taskStartRules), ""];
  return ["## Resources", "", ...models, starting.join("\n")].join("\n");
}

function modelSection({ type, checks = [], requires, blocksDelete }: Model): string {
  const all = [
    ...rows("inputs", checks),
    ...("none" in requires ? [] : rows("create, update", requires)),
    ...("none" in blocksDelete ? [] : rows("delete", blocksDelete)),
  ];
  const lines = all.length > 0 ? ["", ...header, ...all] : [];
  const reasons = [reason("creating", requires), reason("deleting", blocksDelete)].filter((one) => one !== undefined);
  return [`### ${type}`, ...lines, "", ...reasons.flatMap((one) => [one, ""])].join("\n");
}

const header = ["| Rule | When | Says |", "|---|---|---|"];

function rows(when: string, rules: readonly Line[]): readonly string[] {
  return rules.map(({ id, says, source }) => `| [${id}](${source}) | ${when} | ${escaped(says)} |`);
}

function reason(what: string, rules: readonly unknown[] | None): string | undefined {
  return "none" in rules ? `No rule on ${what}: ${rules.none}.` : undefined;
}

if (import.meta.main) {
  const file = new URL(`../../${page}`, import.meta.url);
  writeFileSync(file, withRules(readFileSync(file, "utf8")));
}
