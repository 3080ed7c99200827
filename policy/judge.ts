import { explanationOf, type PolicyException } from "../lib/policy-exception.ts";
import { everythingOf, nothingAround } from "./everything.ts";
import type { PolicyResource, Rule } from "./rule.ts";
import { rules } from "./rules.ts";

/** What one rule found wrong with one resource. */
export interface Finding {
  readonly rule: string;
  readonly urn: string;
  readonly path: string;
  /** What is wrong, with the value. */
  readonly says: string;
  readonly enforcement: Rule["enforcement"];
  /** What to write instead. */
  readonly wayOut: string;
  /** The sentence that explains it; absent: nobody has. */
  readonly because?: string;
}

/** Everything that the rules find wrong with these resources, in the order of rules and then of resources. */
export function judge(
  resources: readonly PolicyResource[],
  exceptions: readonly PolicyException[],
  judged: readonly Rule[] = rules,
): Finding[] {
  const everything = everythingOf(resources);
  return judged.flatMap((rule) =>
    rule.types
      .flatMap((type) => everything.ofType(type))
      .flatMap((resource) => {
        const said = rule.looksAround ? rule.check(resource, everything) : rule.check(alone(resource), nothingAround);
        return said.map((says) => finding(rule, resource, says, explanationOf(rule.name, resource.name, exceptions)));
      }),
  );
}

/** Whether it stands in the way: mandatory, and nobody has explained it. */
export function isRefused({ enforcement, because }: Pick<Finding, "enforcement" | "because">): boolean {
  return enforcement === "mandatory" && because === undefined;
}

/** What a finding is known by in another judgement of the same stack. */
export function findingKey({ rule, urn }: Pick<Finding, "rule" | "urn">): string {
  return `${rule} ${urn}`;
}

function finding(
  { name, enforcement, wayOut }: Rule,
  { urn, path }: PolicyResource,
  says: string,
  because: string | undefined,
): Finding {
  return { rule: name, urn, path, says, enforcement, wayOut, ...(because !== undefined && { because }) };
}

/** As the engine shows one resource before it is made. */
function alone(resource: PolicyResource): PolicyResource {
  return { ...resource, references: nothingAround.ofType };
}
