import type { InAccount, Model, Rule, Values } from "../model.ts";
import { FUNCTION, PERMISSION } from "./function-tokens.ts";
import { arn } from "./identifiers.ts";
import { nameShape } from "./limits.ts";
import { evaluate, statementsOf } from "./policy-document.ts";
import { inUse, others, uniqueName } from "./references.ts";
import { refuseSchedule } from "./schedule-expression.ts";
import { placeOf } from "./shapes.ts";
import { token } from "./tokens.ts";
import { isObject, str, textsAt } from "./values.ts";

const API = "https://docs.aws.amazon.com/eventbridge/latest/APIReference/";
const PUT_RULE = `${API}API_PutRule.html`;
const PUT_TARGETS = `${API}API_PutTargets.html`;
const MAX_TARGETS = 5;

const what: Rule<Values> = {
  id: "event-rule-pattern-or-schedule",
  says: "A rule has a pattern whose every leaf is a list, or a schedule, `cron(…)` with six fields or `rate(…)`.",
  source: PUT_RULE,
  refuse(values) {
    const schedule = str(values, "scheduleExpression");
    const wrong = schedule?.startsWith("at(") ? "at(…) belongs to EventBridge Scheduler: use cron or rate" : undefined;
    const refusal = schedule === undefined ? undefined : (wrong ?? refuseSchedule(schedule));
    if (refusal !== undefined)
      return `ValidationException: Parameter ScheduleExpression is not valid: ${schedule}: ${refusal}`;
    const pattern = str(values, "eventPattern");
    return pattern === undefined ? undefined : refusePattern(pattern);
  },
};

function refusePattern(text: string): string | undefined {
  const start = "InvalidEventPatternException: Event pattern is not valid. Reason:";
  try {
    const parsed: unknown = JSON.parse(text);
    const at = isObject(parsed) ? bareLeaf(parsed) : "the pattern";
    return at === undefined ? undefined : `${start} "${at}" must be an object or an array: write its value in [ ]`;
  } catch (error) {
    return `${start} ${error instanceof Error ? error.message : error}: write it with JSON.stringify`;
  }
}

/** The first key whose value is neither an object nor a list. */
function bareLeaf(values: Values): string | undefined {
  for (const [key, value] of Object.entries(values)) {
    const found = isObject(value) ? bareLeaf(value) : Array.isArray(value) ? undefined : key;
    if (found !== undefined) return found;
  }
  return undefined;
}

const eventRule: Model = {
  type: token.eventRule,
  autoname: { input: "name", max: 64 },
  defaults: { eventBusName: "default", forceDestroy: false, state: "ENABLED" },
  checks: [
    nameShape({
      id: "event-rule-name-shape",
      input: "name",
      max: 64,
      pattern: /^[.\-_A-Za-z0-9]+$/,
      allowed: "letters, digits and .-_",
      source: PUT_RULE,
    }),
    what,
  ],
  identify: (inputs) => str(inputs, "name") ?? "",
  outputs: (inputs, id, _seed, place) => ({ arn: arn(placeOf(inputs, place), "events", `rule/${id}`) }),
  requires: [
    uniqueName({
      id: "event-rule-unique",
      type: token.eventRule,
      input: "name",
      noun: "rule",
      code: "PutRule would change the rule of another resource",
      source: PUT_RULE,
    }),
  ],
  replaces: "as the specification says",
  blocksDelete: [
    inUse({
      id: "event-rule-without-targets",
      noun: "rule",
      code: "ValidationException: Rule can't be deleted since it has targets",
      source: `${API}API_DeleteRule.html`,
      users: [{ type: token.eventTarget, at: "rule" }],
    }),
  ],
  typicalMinutes: 0.1,
};

const ruleExists: Rule<InAccount> = {
  id: "event-target-rule-exists",
  says: `The rule of a target exists and has at most ${MAX_TARGETS} targets, each with an id of its own.`,
  source: PUT_TARGETS,
  refuse(subject) {
    const { account, resource } = subject;
    const { rule, targetId } = resource.inputs;
    if (account.get(token.eventRule, String(rule)) === undefined)
      return `ResourceNotFoundException: Rule ${rule} does not exist on EventBus default: create it first`;
    const siblings = others(subject, token.eventTarget).filter(({ outputs }) => outputs.rule === rule);
    if (siblings.some(({ outputs }) => outputs.targetId === targetId))
      return `PutTargets would change target "${targetId}" of rule ${rule}: choose another targetId`;
    return siblings.length >= MAX_TARGETS
      ? `LimitExceededException: rule ${rule} has ${siblings.length} targets: use at most ${MAX_TARGETS}`
      : undefined;
  },
};

const targetExists: Rule<InAccount> = {
  id: "event-target-exists",
  says: "What events go to exists in this account.",
  source: PUT_TARGETS,
  refuse: ({ account, resource: { inputs }, place }) =>
    account.byArn(str(inputs, "arn") ?? "") === undefined
      ? `ValidationException: target ${inputs.arn} is nothing of account ${place.accountId}: take the ARN from the resource, without :* at its end`
      : undefined,
};

const mayWrite: Rule<InAccount> = {
  id: "event-target-may-write",
  says: "A resource policy lets EventBridge write to the log group that a rule's events go to: they would be dropped otherwise.",
  source: "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html",
  refuse({ account, resource: { inputs } }) {
    const group = account.byArn(str(inputs, "arn") ?? "");
    if (group?.type !== token.logGroup) return undefined;
    const rule = str(account.get(token.eventRule, String(inputs.rule))?.outputs ?? {}, "arn") ?? "";
    const statements = account
      .all(token.logResourcePolicy)
      .flatMap(({ outputs }) => statementsOf(outputs.policyDocument))
      .filter((statement) => textsAt(statement, "Principal.Service").includes("events.amazonaws.com"));
    const stream = `${str(group.outputs, "arn")}:log-stream:*`;
    const denied = ["logs:CreateLogStream", "logs:PutLogEvents"].find(
      (action) => !evaluate(statements, action, stream, { "aws:SourceArn": rule }),
    );
    return denied === undefined
      ? undefined
      : `events of rule ${inputs.rule} would be dropped: no resource policy lets events.amazonaws.com do ${denied} on ${group.id}: add a LogResourcePolicy, and let the target depend on it`;
  },
};

const mayInvoke: Rule<InAccount> = {
  id: "event-target-may-invoke",
  says: "A permission lets EventBridge call the function that a rule's events go to: it would never run otherwise.",
  source: "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html",
  refuse({ account, resource: { inputs } }) {
    const target = account.byArn(str(inputs, "arn") ?? "");
    if (target?.type !== FUNCTION) return undefined;
    const rule = str(account.get(token.eventRule, String(inputs.rule))?.outputs ?? {}, "arn");
    const names = [target.id, target.outputs.name, target.outputs.arn];
    const isAllowed = account
      .all(PERMISSION)
      .map(({ outputs }) => outputs)
      .filter(({ principal, function: of }) => principal === "events.amazonaws.com" && names.includes(of))
      .some(({ sourceArn }) => sourceArn === undefined || sourceArn === rule);
    return isAllowed
      ? undefined
      : `events of rule ${inputs.rule} would be dropped: no permission lets events.amazonaws.com invoke ${target.id} for ${rule}: add a Permission, and let the target depend on it`;
  },
};

const eventTarget: Model = {
  type: token.eventTarget,
  autoname: { input: "targetId", max: 64 },
  defaults: { eventBusName: "default", forceDestroy: false },
  checks: [
    nameShape({
      id: "event-target-id-shape",
      input: "targetId",
      max: 64,
      pattern: /^[.\-_A-Za-z0-9]+$/,
      allowed: "letters, digits and .-_",
      source: `${API}API_Target.html`,
    }),
  ],
  identify: (inputs) => `${str(inputs, "rule")}-${str(inputs, "targetId")}`,
  outputs: () => ({}),
  requires: [ruleExists, targetExists, mayWrite, mayInvoke],
  replaces: "as the specification says",
  blocksDelete: { none: "a target can always be removed; the rule's events go nowhere then" },
  typicalMinutes: 0.1,
};

/** Rules of EventBridge's default bus, and where their events go. */
export const models: readonly Model[] = [eventRule, eventTarget];
