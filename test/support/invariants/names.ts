import { isTaggable } from "../../../sandbox/spec/spec.ts";
import { paths } from "../declare-stack.ts";
import { badNames } from "../physical-names.ts";
import type { Invariant } from "./invariant.ts";

/** How resources are named and found. */
export const names: readonly Invariant[] = [
  {
    says: "is named after its parent, so that a name is found again in the program",
    breaking: ({ resources }) =>
      paths(
        resources.filter(({ name, parent }) => {
          const above = parent?.split("::").at(-1);
          return above !== undefined && name !== above && !name.startsWith(`${above}-`);
        }),
      ),
  },
  {
    says: "has a path of its own, since overrides and people name resources by it",
    breaking: ({ resources }) => {
      const seen = new Set<string>();
      return paths(resources).filter((path) => seen.has(path) || !seen.add(path));
    },
  },
  {
    says: "depends only on what is declared",
    breaking: ({ resources }) => {
      const urns = new Set(resources.map(({ urn }) => urn));
      return paths(resources.filter(({ dependsOn }) => dependsOn.some((urn) => !urns.has(urn))));
    },
  },
  {
    says: "has a name that AWS takes, and has it alone",
    breaking: (declared) => badNames(declared),
  },
  {
    says: "that takes tags has one that says which it is, and says so of no other",
    breaking: ({ resources, stack }) => {
      const seen = new Set<string>();
      const isOwn = (tag: string) => tag.startsWith(`${stack}/`) && !seen.has(tag) && seen.add(tag);
      const taggable = resources.filter(({ type }) => isTaggable(type));
      return paths(taggable.filter(({ inputs }) => !isOwn(String(Object(inputs.tags)["slipway:resource"]))));
    },
  },
];
