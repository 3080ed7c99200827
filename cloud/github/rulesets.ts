import { member } from "../../lib/member.ts";
import { type Client, headers, type Place } from "./client.ts";

/** A ruleset of a repository as GitHub has it, in GitHub's own words. */
export interface RulesetFound {
  /** GitHub's number. */
  readonly id: number;
  readonly name: string;
  readonly target: string;
  readonly enforcement: string;
  /** Patterns of the branches or tags that it is about. */
  readonly includes: readonly string[];
  readonly excludes: readonly string[];
  /** Parameters of each rule by its type. */
  readonly rules: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** Who passes it by. Absent where GitHub does not tell this token: it tells only those who may change the ruleset. */
  readonly bypass?: readonly BypassActor[];
}

export interface BypassActor {
  readonly type: string;
  /** GitHub's number; some kinds of actors have none. */
  readonly id?: number;
  readonly mode: string;
}

/** The rulesets that a repository has itself, without those of its organization. */
export async function rulesetsOf(client: Client, at: Place): Promise<readonly RulesetFound[]> {
  const which = { ...at, includes_parents: false, headers };
  const listed = await client.paginate("GET /repos/{owner}/{repo}/rulesets", { ...which, per_page: 100 });
  return Promise.all(listed.map(({ id }) => rulesetOf(client, at, id)));
}

/** The list has not what the rules say. */
async function rulesetOf(client: Client, at: Place, id: number): Promise<RulesetFound> {
  const which = { ...at, ruleset_id: id, includes_parents: false, headers };
  const { data } = await client.request("GET /repos/{owner}/{repo}/rulesets/{ruleset_id}", which);
  const refs = member(data.conditions, "ref_name");
  const bypass = data.bypass_actors?.map((actor) => ({
    type: actor.actor_type,
    ...(typeof actor.actor_id === "number" && { id: actor.actor_id }),
    mode: actor.bypass_mode ?? "always",
  }));
  return {
    id: data.id,
    name: data.name,
    target: data.target ?? "branch",
    enforcement: data.enforcement,
    includes: textsIn(member(refs, "include")),
    excludes: textsIn(member(refs, "exclude")),
    rules: Object.fromEntries((data.rules ?? []).map((rule) => [rule.type, parametersOf(rule)])),
    ...(bypass && { bypass }),
  };
}

function textsIn(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === "string") : [];
}

function parametersOf(rule: object): Readonly<Record<string, unknown>> {
  const parameters = member(rule, "parameters");
  return typeof parameters === "object" && parameters !== null ? { ...parameters } : {};
}
