import type { InAccount, Model, Rule, Values } from "../model.ts";
import { range } from "./limits.ts";
import { balancerOf, senderRules } from "./load-balancer-targets.ts";
import { exists, others, regionOf } from "./references.ts";
import { token } from "./tokens.ts";
import { bool, num, object, objects, textsAt } from "./values.ts";

const create = "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateRule.html";
const condition = "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_RuleCondition.html";
const quotas = "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html";
const rulesPerBalancer = 100;
const valuesPerRule = 5;
const maxPriority = 50_000;

const kinds: readonly { readonly input: string; readonly at: string; readonly wildcards: boolean }[] = [
  { input: "hostHeader", at: "values", wildcards: true },
  { input: "pathPattern", at: "values", wildcards: true },
  { input: "httpHeader", at: "values", wildcards: true },
  { input: "httpRequestMethod", at: "values", wildcards: false },
  { input: "queryStrings", at: "value", wildcards: true },
  { input: "sourceIp", at: "values", wildcards: false },
];

const conditionValues: Rule<Values> = {
  id: "listener-rule-condition-values",
  says: `The conditions of a rule have at most ${valuesPerRule} values and ${valuesPerRule} wildcards together, each of at most 128 characters.`,
  source: quotas,
  refuse(values) {
    const all = kinds.map((kind) => ({ ...kind, found: textsAt(values, `conditions.${kind.input}.${kind.at}`) }));
    const found = all.flatMap((kind) => kind.found);
    const wildcards = all
      .filter((kind) => kind.wildcards)
      .flatMap((kind) => kind.found.flatMap((value) => value.match(/[*?]/g) ?? []));
    const long = found.find((value) => value.length > 128);
    if (long !== undefined) {
      return `ValidationError: condition value "${long}" has ${long.length} characters: use at most 128`;
    }
    const over = found.length > valuesPerRule ? `${found.length} values` : `${wildcards.length} wildcards`;
    return found.length > valuesPerRule || wildcards.length > valuesPerRule
      ? `ValidationError: a rule can only have '${valuesPerRule}' condition values and wildcards, this one has ${over}: ` +
          "split it into several rules"
      : undefined;
  },
};

const conditionKinds: Rule<Values> = {
  id: "listener-rule-condition-kinds",
  says: "Each condition has one kind, and host, path, method and source address occur once in a rule.",
  source: condition,
  refuse(values) {
    const used = objects(values, "conditions").map((one) =>
      kinds.map(({ input }) => input).filter((kind) => one[kind]),
    );
    const wrong = used.find((kindsOfOne) => kindsOfOne.length !== 1);
    const once = ["hostHeader", "pathPattern", "httpRequestMethod", "sourceIp"];
    const twice = once.find((kind) => used.filter((kindsOfOne) => kindsOfOne.includes(kind)).length > 1);
    if (wrong !== undefined) {
      return `ValidationError: a condition has ${wrong.length} kinds (${wrong.join(", ")}): give each exactly one`;
    }
    return twice === undefined
      ? undefined
      : `ValidationError: condition '${twice}' is given twice: list its values in one condition`;
  },
};

const hasPriority: Rule<InAccount> = {
  id: "listener-rule-priority-given",
  says: "The sandbox wants `priority`: without one AWS takes the next free number, and the order is left to chance.",
  source: create,
  refuse: ({ resource }) =>
    num(resource.inputs, "priority") === undefined
      ? `ValidationError: priority is missing: give one from 1 to ${maxPriority}`
      : undefined,
};

const ownPriority: Rule<InAccount> = {
  id: "listener-rule-priority-unique",
  says: "Priorities are unique within a listener.",
  source: create,
  refuse(subject) {
    const { inputs } = subject.resource;
    const clash = others(subject, token.listenerRule).find(
      ({ outputs }) =>
        outputs.listenerArn === inputs.listenerArn && num(outputs, "priority") === num(inputs, "priority"),
    );
    return clash === undefined
      ? undefined
      : `PriorityInUse: priority '${inputs.priority}' is currently in use by ${clash.id}: take a free one`;
  },
};

const ruleQuota: Rule<InAccount> = {
  id: "listener-rule-quota",
  says: `An Application Load Balancer has at most ${rulesPerBalancer} rules beside the default ones.`,
  source: quotas,
  refuse(subject) {
    const balancer = balancerOf(subject.resource.inputs, subject.account);
    const count = others(subject, token.listenerRule).filter(
      ({ outputs }) => balancer !== undefined && balancerOf(outputs, subject.account) === balancer,
    ).length;
    return count < rulesPerBalancer
      ? undefined
      : `TooManyRules: ${balancer} has ${count} rules: remove some, or ask AWS to raise the quota`;
  },
};

/** ARNs of target groups that stand in one forward action beside others, with no stickiness between them. */
export function looseGroups(rule: Values): readonly string[] {
  return objects(rule, "actions")
    .map((action) => object(action, "forward"))
    .filter((forward) => objects(forward, "targetGroups").length > 1 && !bool(object(forward, "stickiness"), "enabled"))
    .flatMap((forward) => textsAt(forward, "targetGroups.arn"));
}

const groupStickiness: Rule<InAccount> = {
  id: "listener-rule-group-stickiness",
  says: "A rule that forwards to several target groups, one of which is sticky, has stickiness between the groups too.",
  source: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html",
  refuse({ resource, account }) {
    const sticky = looseGroups(resource.inputs).find(
      (arn) => bool(object(account.byArn(arn)?.outputs ?? {}, "stickiness"), "enabled") === true,
    );
    return sticky === undefined
      ? undefined
      : `InvalidConfigurationRequest: You must enable group stickiness on a rule if you enabled target stickiness on one of ` +
          `its target groups (${sticky}): set forward.stickiness`;
  },
};

/** Which requests of a listener go elsewhere than the default. */
export const listenerRule: Model = {
  type: token.listenerRule,
  checks: [range("listener-rule-priority", "priority", 1, maxPriority, create), conditionKinds, conditionValues],
  identify: (inputs, seed) =>
    `${String(inputs.listenerArn ?? "").replace(":listener/", ":listener-rule/")}/${seed.hex(16)}`,
  outputs: (inputs, id, _seed, place) => ({ arn: id, region: regionOf(inputs, place) }),
  requires: [
    exists({
      id: "listener-rule-listener-exists",
      input: "listenerArn",
      type: token.listener,
      noun: "listener",
      by: "arn",
      code: "ListenerNotFound",
      source: create,
    }),
    hasPriority,
    ownPriority,
    ruleQuota,
    groupStickiness,
    ...senderRules({ word: "listener-rule", actions: "actions" }),
  ],
  replaces: "as the specification says",
  blocksDelete: { none: "AWS deletes a rule at any time: nothing refers to one but blue/green services" },
};
