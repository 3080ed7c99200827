import { nameOf } from "../lib/urn.ts";
import type { Finding } from "./judge.ts";

/** Configuration of the policy pack, by the rule; see `policy/pack.ts`. */
type PackConfigFile = Readonly<
  Record<string, { readonly except: readonly { readonly resource: string; readonly because: string }[] }>
>;

/** What of these findings is explained, so that the pack on the engine lets the same pass and no more. */
export function packConfig(findings: readonly Finding[]): PackConfigFile {
  const explained = findings.flatMap(({ rule, urn, because }) =>
    because === undefined ? [] : [{ rule, resource: nameOf(urn), because }],
  );
  return Object.fromEntries(
    [...Map.groupBy(explained, ({ rule }) => rule)].map(([rule, ofRule]) => {
      const byName = new Map(ofRule.map(({ resource, because }) => [resource, { resource, because }]));
      return [rule, { except: [...byName.values()] }];
    }),
  );
}
