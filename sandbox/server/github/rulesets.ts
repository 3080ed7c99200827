import { rulesetRules } from "../../../lib/ruleset-rules.ts";
import type { Resource } from "../../model.ts";
import { token } from "../../models/tokens.ts";
import { num, object, objects, str, texts } from "../../models/values.ts";
import { type Answer, type Asked, within } from "./asked.ts";

/** `GET /repos/{owner}/{repo}/rulesets` */
export function listRulesets(asked: Asked): Answer {
  return { body: within(asked, token.githubRuleset).map((ruleset) => head(asked, ruleset)) };
}

/** `GET /repos/{owner}/{repo}/rulesets/{ruleset_id}` */
export function getRuleset(asked: Asked): Answer {
  const found = rulesetOf(asked);
  return found && { body: described(asked, found) };
}

/** `PUT` of the same: who passes it by and whether it holds, which is what a person changes under Settings. */
export function putRuleset(asked: Asked): Answer {
  const found = rulesetOf(asked);
  if (!found) {
    return undefined;
  }
  const { body, account } = asked;
  const changes = {
    ...(body.enforcement !== undefined && { enforcement: body.enforcement }),
    ...(body.bypass_actors !== undefined && {
      bypassActors: objects(body, "bypass_actors").map((actor) => ({
        actorType: actor.actor_type,
        actorId: actor.actor_id,
        bypassMode: actor.bypass_mode,
      })),
    }),
  };
  const changed = { ...found, inputs: { ...found.inputs, ...changes }, outputs: { ...found.outputs, ...changes } };
  account.put(changed);
  return { body: described(asked, changed) };
}

function rulesetOf(asked: Asked): Resource | undefined {
  return within(asked, token.githubRuleset).find(({ outputs }) => String(outputs.rulesetId) === asked.parts[0]);
}

function head({ owner, repository }: Asked, { outputs }: Resource) {
  return {
    id: num(outputs, "rulesetId") ?? 0,
    name: str(outputs, "name") ?? "",
    target: str(outputs, "target") ?? "branch",
    source_type: "Repository",
    source: `${owner}/${repository}`,
    enforcement: str(outputs, "enforcement") ?? "active",
  };
}

function described(asked: Asked, ruleset: Resource): object {
  const { outputs } = ruleset;
  const refs = object(object(outputs, "conditions"), "refName");
  return {
    ...head(asked, ruleset),
    conditions: { ref_name: { include: texts(refs, "includes"), exclude: texts(refs, "excludes") } },
    rules: Object.entries(rulesetRules(object(outputs, "rules"))).map(([type, parameters]) => ({
      type,
      ...(Object.keys(parameters).length > 0 && { parameters }),
    })),
    bypass_actors: objects(outputs, "bypassActors").map((actor) => ({
      actor_id: num(actor, "actorId") ?? null,
      actor_type: str(actor, "actorType"),
      bypass_mode: str(actor, "bypassMode"),
    })),
  };
}
