import type { BypassActor, RulesetFound } from "../../cloud/github-settings.ts";
import { canonicalJson } from "../../lib/canonical-json.ts";
import { rulesetRules } from "../../lib/ruleset-rules.ts";
import { githubId } from "../../sandbox/github-answers.ts";
import type { Asked } from "./asked.ts";
import { type Declared, declaredOf, fullName } from "./declared.ts";
import { type About, type Finding, listed, missing, reading, without } from "./finding.ts";

/** Compares the rulesets: what they forbid, where, and who passes them by. */
export async function rulesetFindings(asked: Asked): Promise<readonly Finding[]> {
  const declared = declaredOf(asked.resources, "ruleset");
  const repositories = [...new Set(declared.map(({ repository }) => repository))];
  const compared = repositories.map(async (name) => {
    const repository = fullName(asked.github, name);
    const found = asked.settings.rulesets(repository);
    const ofThis = declared.filter((ruleset) => ruleset.repository === name);
    return Promise.all(
      ofThis.map((ruleset) =>
        reading(`ruleset ${ruleset.name} of ${repository}`, async (told) => {
          const has = (await found).find((one) => one.name === ruleset.name);
          return has
            ? [...ruleFindings(told, ruleset, has), ...(await bypassFindings(told, asked, repository, ruleset, has))]
            : [told.differs(missing, "up")];
        }),
      ),
    );
  });
  return (await Promise.all(compared)).flat(2);
}

function ruleFindings(found: About, declared: Declared<"ruleset">, has: RulesetFound): readonly Finding[] {
  const { includes, excludes } = declared.conditions.refName;
  const wanted = rulesetRules(declared.rules);
  const settings: readonly (readonly [string, string, string])[] = [
    ["enforcement", has.enforcement, declared.enforcement],
    ["it is about", has.target, declared.target],
    ["branches or tags", listed(has.includes, "none"), listed(includes, "none")],
    ["exceptions", listed(has.excludes, "none"), listed(excludes, "none")],
  ];
  return [
    ...settings
      .filter(([, is, declares]) => is !== declares)
      .map(([what, is, declares]) => found.differs(`${what}: ${is}, declared: ${declares}`, "up")),
    ...without(Object.keys(wanted), Object.keys(has.rules)).map((rule) =>
      found.differs(`the rule ${rule} is not there`, "up"),
    ),
    ...without(Object.keys(has.rules), Object.keys(wanted)).map((rule) =>
      found.differs(`there is a rule ${rule}, which nobody declared`, "up"),
    ),
    ...Object.entries(wanted).flatMap(([rule, parameters]) => {
      const real = has.rules[rule];
      return Object.entries(real ? parameters : {})
        .filter(([key, value]) => sorted(real?.[key]) !== sorted(value))
        .map(([key, value]) =>
          found.differs(`${key} of ${rule} is ${sorted(real?.[key])}, declared is ${sorted(value)}`, "up"),
        );
    }),
  ];
}

/** The order of a list, as of checks or merge methods, says nothing. */
function sorted(value: unknown): string {
  return Array.isArray(value) ? `[${value.map(canonicalJson).toSorted().join(",")}]` : canonicalJson(value ?? null);
}

async function bypassFindings(
  found: About,
  asked: Asked,
  repository: string,
  declared: Declared<"ruleset">,
  { bypass }: RulesetFound,
): Promise<readonly Finding[]> {
  if (!bypass) {
    return [found.told("who passes it by, GitHub tells only a token that may change it")];
  }
  const teams = await teamIds(asked, repository, declared);
  const wanted = declared.bypassActors.map(({ actorType: type, actorId: id = 0, bypassMode: mode }) =>
    actorText({ type, mode, id: type === "Team" ? (teams.get(id) ?? id) : id }),
  );
  const has = bypass.map(actorText);
  return [
    ...without(has, wanted).map((actor) => found.differs(`${actor} passes it by, which nobody declared`, "up")),
    ...without(wanted, has).map((actor) => found.differs(`${actor} does not pass it by, which is declared`, "up")),
  ];
}

/** GitHub's numbers of the teams by those of the plan, which asks nobody and makes its own. */
async function teamIds(
  { github, settings }: Asked,
  repository: string,
  { bypassActors }: Declared<"ruleset">,
): Promise<ReadonlyMap<number, number>> {
  const [owner = ""] = repository.split("/");
  const slugs = github.managed?.bypass.flatMap(({ actor }) => ("team" in actor ? [actor.team] : [])) ?? [];
  const planned = new Set(bypassActors.map(({ actorId }) => actorId));
  const named = slugs
    .map((slug) => ({ slug, id: githubId("team", `${owner}/${slug}`) }))
    .filter(({ id }) => planned.has(id));
  const asked = named.map(async ({ slug, id }) => [id, await settings.teamId(repository, slug)] as const);
  return new Map(await Promise.all(asked));
}

function actorText({ type, id = 0, mode }: BypassActor): string {
  return `${type}${id === 0 ? "" : ` ${id}`} (${mode})`;
}
