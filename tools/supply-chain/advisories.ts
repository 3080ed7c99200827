import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { z } from "zod";

/** An advisory as npm's registry tells it. */
export interface Advisory {
  readonly id: string;
  readonly package: string;
  readonly title: string;
  readonly severity: string;
  readonly url: string;
}

const explanation = z.strictObject({
  id: z.string().regex(/^GHSA(-[0-9a-z]{4}){3}$/),
  because: z.string().min(20),
  /** The last day on which the sentence holds. */
  until: z.iso.date(),
});

/** Why an advisory that no version mends does not reach us. */
export type Explanation = z.infer<typeof explanation>;

const via = z.object({ name: z.string(), title: z.string(), url: z.string(), severity: z.string() });
const report = z.object({ vulnerabilities: z.record(z.string(), z.object({ via: z.array(z.unknown()) })) });

/** Every explanation that the project gives. */
export function explanationsIn(file: string): readonly Explanation[] {
  return z.array(explanation).parse(parse(readFileSync(file, "utf8")));
}

/**
 * The advisories of a report of `npm audit --json`, each once: a package that only depends on one that has an advisory
 * names that package.
 *
 * @throws Error where it is no report, as when the registry could not be asked
 */
export function advisoriesOf(json: string): readonly Advisory[] {
  const { vulnerabilities } = report.parse(JSON.parse(json));
  const all = Object.values(vulnerabilities).flatMap((one) =>
    one.via.flatMap((reason) => {
      const { success, data } = via.safeParse(reason);
      if (!success) return [];
      const { name, ...told } = data;
      return [{ id: told.url.split("/").at(-1) ?? told.url, package: name, ...told }];
    }),
  );
  return [...new Map(all.map((one) => [one.id, one])).values()];
}

/** What does not hold, a sentence each. */
export function unexplained(
  advisories: readonly Advisory[],
  explanations: readonly Explanation[],
  today: string,
): readonly string[] {
  const explained = new Map(explanations.map((one) => [one.id, one]));
  const found = new Set(advisories.map(({ id }) => id));
  return [
    ...advisories.flatMap(({ id, package: name, title, severity, url }) => {
      const until = explained.get(id)?.until;
      if (until === undefined) {
        return [`${name}: ${title} (${severity}): ${url}: take a version that mends it, or explain ${id}`];
      }
      return until < today ? [`${name}: ${title}: what explains ${id} held until ${until}: look again`] : [];
    }),
    ...explanations.flatMap(({ id }) => (found.has(id) ? [] : [`${id} is explained and nobody has it: take it out`])),
  ];
}
