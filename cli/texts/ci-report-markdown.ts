import type { Report } from "../../delivery/report.ts";
import { byComponent, headline, notes, risky } from "./ci-report.ts";
import { explainedFindings, openFindings, policyLine } from "./policy.ts";

/** One stack in a comment or in a summary. What it quotes is in code, where no sign of it means anything to GitHub. */
export function reportMarkdown(report: Report): string {
  return [
    `### ${report.stack}: ${headline(report)}`,
    ...report.refusals.map((says) => `> [!WARNING]\n> ${says}`),
    ...report.errors.map(fenced),
    ...list(risky(report).map(({ word, says }) => `**${word}** ${code(says)}`)),
    ...list(
      byComponent(report).map(({ component, counts, resources }) => {
        const named = resources.length > 0 ? `: ${resources.map(code).join(", ")}` : "";
        return `${code(component)} ${counts}${named}`;
      }),
    ),
    ...notes(report),
    ...(report.policy ? policyMarkdown(report.policy) : []),
  ].join("\n\n");
}

/** What the rules find; what is explained is folded. */
function policyMarkdown({ rules, findings }: NonNullable<Report["policy"]>): readonly string[] {
  const explained = list(explainedFindings(findings).map(code));
  return [
    policyLine(rules, findings),
    ...list(openFindings(findings).map(code)),
    ...explained.map((lines) => `<details><summary>explained</summary>\n\n${lines}\n\n</details>`),
  ];
}

function list(items: readonly string[]): readonly string[] {
  return items.length > 0 ? [items.map((item) => `- ${item}`).join("\n")] : [];
}

function code(text: string): string {
  return `\`${text.replaceAll("`", "'")}\``;
}

function fenced(text: string): string {
  return `\`\`\`text\n${text.replaceAll("```", "'''")}\n\`\`\``;
}
