import type { Drift } from "../../delivery/drift/drift.ts";
import type { Finding } from "../../delivery/drift/finding.ts";
import { counted } from "../../lib/counted.ts";
import { wrapped } from "./wrapped.ts";

export const marks = { differs: "✗", unknown: "?", told: "·" } as const;

/** How stacks stand to what they declare, for a person. */
export function driftText(drifts: readonly Drift[]): string {
  const blocks = drifts.map(({ stack, findings, nothing }) =>
    [
      ...wrapped(`${stack}: ${nothing ?? sumOf(findings)}`, "  "),
      ...together(inOrder(findings)).flatMap(({ is, about, says }) =>
        wrapped(`  ${marks[is]} ${about}: ${says}`, "    "),
      ),
      ...mending(stack, findings).flatMap((line) => wrapped(`  ${line}`, "    ")),
    ].join("\n"),
  );
  return `${blocks.join("\n\n")}\n`;
}

/** What could not be read for one and the same reason is one line: without a token that is everything. */
function together(findings: readonly Finding[]): readonly Finding[] {
  const unread = Map.groupBy(
    findings.filter(({ is }) => is === "unknown"),
    ({ says }) => says,
  );
  return findings.flatMap((finding) => {
    const same = finding.is === "unknown" ? (unread.get(finding.says) ?? []) : [finding];
    return same[0] === finding ? [{ ...finding, about: same.map(({ about }) => about).join(", ") }] : [];
  });
}

/** What is wrong first. */
export function inOrder(findings: readonly Finding[]): readonly Finding[] {
  const order = Object.keys(marks);
  return findings.toSorted((one, other) => order.indexOf(one.is) - order.indexOf(other.is));
}

function sumOf(findings: readonly Finding[]): string {
  const count = (is: Finding["is"]) => findings.filter((finding) => finding.is === is).length;
  const [differing, unread] = [count("differs"), count("unknown")];
  const parts = [
    ...(differing > 0 ? [`${counted(differing, "thing")} ${differing === 1 ? "differs" : "differ"}`] : []),
    ...(unread > 0 ? [`${counted(unread, "thing")} could not be read`] : []),
  ];
  return parts.length === 0 ? "as declared, on GitHub and in who takes its roles" : parts.join(", ");
}

/** What to do about what differs: a refresh does not see everything. */
export function mending(stack: string, findings: readonly Pick<Finding, "mend">[]): readonly string[] {
  const has = (mend: Finding["mend"]) => findings.some((finding) => finding.mend === mend);
  return [
    ...(has("hand")
      ? ["Pulumi does not see all of this: put it right by hand, on GitHub under Settings, or declare what is meant."]
      : []),
    ...(has("up") ? [`A person with administrative rights: pulumi up --refresh --stack ${stack}`] : []),
  ];
}
