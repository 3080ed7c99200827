import { readFileSync, writeFileSync } from "node:fs";
import type { Control } from "../../policy/controls/control.ts";
import { servicesElsewhere } from "../../policy/controls/elsewhere.ts";
import { standard } from "../../policy/controls/standard.ts";
import { controls } from "../../policy/controls.ts";
import type { Rule, Source } from "../../policy/rule.ts";
import { rules, rulesByArea } from "../../policy/rules.ts";
import { controlUrl, urlOf } from "../../policy/sources.ts";
import { escaped, withRulesPart } from "./rules-part.ts";

/** The page that lists the rules, from the root of the project. */
export const page = "docs/policies.md";

/** The page as it should be: what stands outside the lists stays. */
export function withPolicies(text: string): string {
  return withRulesPart(text, "tools/docs/policies.ts", lists());
}

function lists(): string {
  const mandatory = rules.filter(({ enforcement }) => enforcement === "mandatory").length;
  return [
    "## The rules",
    "",
    `${rules.length} rules: ${mandatory} are mandatory, ${rules.length - mandatory} advise.`,
    "",
    ...Object.entries(rulesByArea).flatMap(([area, ofArea]) => [
      `### ${titles[area] ?? area}`,
      "",
      ...ofArea.flatMap(ruleLines),
    ]),
    "## The standard",
    "",
    `Every control of the [${standard.name}](${standard.url}) about a service in use, read on ${standard.readOn}; the`,
    `page's last change that it knows is of ${standard.lastChange}.`,
    "",
    "| Control | Asks | Here |",
    "|---|---|---|",
    ...controls.map(controlRow),
    "",
    "The controls of other services have no line of their own:",
    "",
    ...[...Map.groupBy(Object.entries(servicesElsewhere), ([, why]) => why)].map(
      ([why, services]) => `- ${services.map(([service]) => service).join(", ")}: ${why}`,
    ),
    "",
  ].join("\n");
}

const titles: Readonly<Record<string, string>> = {
  network: "Network",
  edge: "Edge",
  compute: "Compute",
  identity: "Identity",
  data: "Data",
  storage: "Storage",
  messaging: "Messaging",
  observability: "Observability",
  github: "GitHub",
};

function ruleLines({ name, demands, why, sources, wayOut, enforcement, types }: Rule): string[] {
  return [
    `#### ${name}`,
    "",
    `${demands} ${why}`,
    "",
    `- Way out: ${wayOut}`,
    `- ${enforcement === "mandatory" ? "Mandatory" : "Advisory"}, of ${types.map((type) => `\`${type}\``).join(", ")}.`,
    `- ${sources.length === 1 ? "Source" : "Sources"}: ${sources.map(sourceText).join("; ")}`,
    "",
  ];
}

function sourceText(source: Source): string {
  const url = urlOf(source);
  return "control" in source ? `[${source.control}](${url})` : `[${source.says}](${url})`;
}

function controlRow({ id, title, verdict }: Control): string {
  return `| [${id}](${controlUrl(id)}) | ${escaped(title)} | ${escaped(verdictText(verdict))} |`;
}

function verdictText(verdict: Control["verdict"]): string {
  if ("rule" in verdict) {
    const link = `[${verdict.rule}](#${verdict.rule})`;
    return verdict.less === undefined ? link : `${link}, which asks less: ${verdict.less}`;
  }
  return "waived" in verdict ? `waived: ${verdict.waived}` : `not applicable: ${verdict.notApplicable}`;
}

if (import.meta.main) {
  const file = new URL(`../../${page}`, import.meta.url);
  writeFileSync(file, withPolicies(readFileSync(file, "utf8")));
}
