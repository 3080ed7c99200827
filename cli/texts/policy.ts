import { firstFew } from "../../lib/first-few.ts";
import type { Finding } from "../../policy/judge.ts";

/** A finding, and whether the change that is looked at brought it. */
type Found = Pick<Finding, "rule" | "path" | "says" | "enforcement" | "wayOut" | "because"> & { readonly isNew?: true };

const mostPaths = 5;

/** `policy: 61 rules: 1 refused (✗), 2 against advice (!), 12 explained (5 of them mandatory)` */
export function policyLine(rules: number, findings: readonly Found[]): string {
  const isMandatory = ({ enforcement }: Found) => enforcement === "mandatory";
  const open = unexplained(findings);
  const refused = open.filter(isMandatory).length;
  const explained = findings.filter(({ because }) => because !== undefined);
  const mandatory = explained.filter(isMandatory).length;
  const counts: [number, string][] = [
    [refused, "refused (✗)"],
    [open.length - refused, "against advice (!)"],
    [explained.length, `explained${mandatory > 0 ? ` (${mandatory} of them mandatory)` : ""}`],
  ];
  const parts = counts.flatMap(([count, what]) => (count > 0 ? [`${count} ${what}`] : []));
  return `policy: ${rules} rules: ${parts.length > 0 ? parts.join(", ") : "nothing found"}`;
}

/** What nobody has explained, each with the way out: `✗ database-encrypted: main/main-instance: …`. */
export function openFindings(findings: readonly Found[]): string[] {
  return unexplained(findings).map(
    ({ enforcement, rule, path, says, wayOut, isNew }) =>
      `${enforcement === "mandatory" ? "✗" : "!"} ${isNew ? "new: " : ""}${rule}: ${path}: ${says}. ${wayOut}`,
  );
}

/** What somebody has explained, by the rule and the sentence: `database-encrypted, mandatory (main/main-instance): …`. */
export function explainedFindings(findings: readonly Found[]): string[] {
  const explained = findings.filter(({ because }) => because !== undefined);
  return [...Map.groupBy(explained, ({ rule, because }) => `${rule}\n${because}`).values()].flatMap((group) => {
    const [first] = group;
    const paths = [...new Set(group.map(({ path }) => path))];
    const mark = group.some(({ isNew }) => isNew) ? "new: " : "";
    const rule = first?.enforcement === "mandatory" ? `${first.rule}, mandatory` : first?.rule;
    return first ? [`${mark}${rule} (${firstFew(paths, mostPaths)}): ${first.because}`] : [];
  });
}

function unexplained(findings: readonly Found[]): Found[] {
  return findings.filter(({ because }) => because === undefined);
}
