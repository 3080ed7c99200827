import type { Account } from "../account.ts";
import type { InAccount, Rule, Values } from "../model.ts";
import { exists, others } from "./references.ts";
import { token } from "./tokens.ts";
import { num, object, objects, str, textsAt } from "./values.ts";

const quotas = "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html";
const api = "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/";
const groupsPerBalancer = 100;
const groupsPerAction = 5;

/** What listeners and rules of listeners share: they send traffic somewhere. */
export interface Sender {
  /** Beginning of the rules' ids. */
  readonly word: "listener" | "listener-rule";
  /** Input that holds the actions. */
  readonly actions: "defaultActions" | "actions";
}

/** ARNs of the target groups that a listener (`defaultActions`) or a rule (`actions`) sends to. */
function targetGroupsOf(values: Values): readonly string[] {
  return ["defaultActions", "actions"].flatMap((actions) => [
    ...textsAt(values, `${actions}.targetGroupArn`),
    ...textsAt(values, `${actions}.forward.targetGroups.arn`),
  ]);
}

/** ARN of the load balancer that a listener or a rule belongs to. */
export function balancerOf(values: Values, account: Account): string | undefined {
  const listener = account.byArn(str(values, "listenerArn") ?? "");
  return str(values, "loadBalancerArn") ?? (listener && str(listener.outputs, "loadBalancerArn"));
}

/** ARNs of the target groups that the listeners and rules of a load balancer send to, but for one that changes. */
function attachedTo(balancer: string, subject: InAccount): readonly string[] {
  return [...others(subject, token.listener), ...others(subject, token.listenerRule)]
    .filter(({ outputs }) => balancerOf(outputs, subject.account) === balancer)
    .flatMap(({ outputs }) => targetGroupsOf(outputs));
}

const groupExists = ({ word, actions }: Sender, path: string, id: string): Rule<InAccount> =>
  exists({
    id: `${word}-${id}`,
    input: `${actions}.${path}`,
    type: token.targetGroup,
    noun: "target group",
    by: "arn",
    code: "TargetGroupNotFound",
    source: `${api}API_Action.html`,
  });

const groupQuota = ({ word }: Sender): Rule<InAccount> => ({
  id: `${word}-target-group-quota`,
  says: `An Application Load Balancer has at most ${groupsPerBalancer} target groups.`,
  source: quotas,
  refuse(subject) {
    const balancer = balancerOf(subject.resource.inputs, subject.account) ?? "";
    const all = new Set([...attachedTo(balancer, subject), ...targetGroupsOf(subject.resource.inputs)]);
    return all.size <= groupsPerBalancer
      ? undefined
      : `TooManyUniqueTargetGroupsPerLoadBalancer: ${balancer} would have ${all.size} target groups, ` +
          `${groupsPerBalancer} are allowed: remove some, or use a second load balancer`;
  },
});

const oneBalancer = ({ word }: Sender): Rule<InAccount> => ({
  id: `${word}-target-group-one-balancer`,
  says: "A target group serves one load balancer.",
  source: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html",
  refuse(subject) {
    const own = balancerOf(subject.resource.inputs, subject.account);
    const groups = targetGroupsOf(subject.resource.inputs);
    const foreign = subject.account
      .all(token.loadBalancer)
      .map(({ id }) => id)
      .filter((balancer) => balancer !== own)
      .find((balancer) => attachedTo(balancer, subject).some((group) => groups.includes(group)));
    return foreign === undefined
      ? undefined
      : `TargetGroupAssociationLimit: a target group of this ${word} serves ${foreign} already: ` +
          "make one target group for each load balancer";
  },
});

const sameVpc = ({ word }: Sender): Rule<InAccount> => ({
  id: `${word}-target-group-same-vpc`,
  says: "Target groups belong to the VPC of the load balancer.",
  source: `${api}API_CreateListener.html`,
  refuse({ resource: { inputs }, account }) {
    const balancer = account.byArn(balancerOf(inputs, account) ?? "");
    const vpcId = vpcOfSubnets(textsAt(balancer?.outputs ?? {}, "subnets"), account);
    const foreign = targetGroupsOf(inputs)
      .map((group) => account.byArn(group))
      .find((group) => group && vpcId !== undefined && group.outputs.vpcId !== vpcId);
    return foreign === undefined
      ? undefined
      : `InvalidConfigurationRequest: target group ${foreign.id} is in ${foreign.outputs.vpcId} and the load balancer ` +
          `in ${vpcId}: take a target group of the same VPC`;
  },
});

/** VPC of the first of these subnets that exists. */
export function vpcOfSubnets(subnetIds: readonly string[], account: Account): string | undefined {
  return subnetIds
    .map((id) => account.get(token.subnet, id))
    .map((subnet) => subnet && str(subnet.outputs, "vpcId"))
    .find((vpcId) => vpcId !== undefined);
}

const actionShape = ({ word, actions }: Sender): Rule<InAccount> => ({
  id: `${word}-action-shape`,
  says:
    "The last action, and only that, is `forward`, `redirect` or `fixed-response`, with what it needs: " +
    `\`forward\` has 1 to ${groupsPerAction} target groups with weights from 0 to 999.`,
  source: `${api}API_Action.html`,
  refuse({ resource: { inputs } }) {
    const all = objects(inputs, actions);
    const ends = all.filter(({ type }) => ["forward", "redirect", "fixed-response"].includes(String(type)));
    const last = all.at(-1);
    return last !== undefined && ends.length === 1 && ends[0] === last
      ? refuseAction(last)
      : `InvalidLoadBalancerAction: ${ends.length} of ${all.length} ${actions} end the request: ` +
          "give exactly one forward, redirect or fixed-response, as the last";
  },
});

function refuseAction(action: Values): string | undefined {
  if (action.type === "redirect" && Object.keys(object(action, "redirect")).length === 0) {
    return "InvalidLoadBalancerAction: redirect is missing: say where to redirect to";
  }
  if (action.type === "fixed-response") {
    return refuseAnswer(object(action, "fixedResponse"));
  }
  if (action.type !== "forward") {
    return undefined;
  }
  const groups = targetGroupsOf({ actions: [action] });
  const weights = objects(object(action, "forward"), "targetGroups").map((group) => num(group, "weight") ?? 1);
  if (groups.length < 1 || groups.length > groupsPerAction) {
    return `InvalidLoadBalancerAction: forward has ${groups.length} target groups: use 1 to ${groupsPerAction}`;
  }
  const wrong = weights.find((weight) => weight < 0 || weight > 999);
  return wrong === undefined ? undefined : `ValidationError: weight ${wrong} is out of range: use 0 to 999`;
}

const contentTypes = ["text/plain", "text/css", "text/html", "application/javascript", "application/json"];
const longestMessage = 1024;

/** Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_FixedResponseActionConfig.html */
function refuseAnswer(answer: Values): string | undefined {
  const [type = "", status = "", message = ""] = ["contentType", "statusCode", "messageBody"].map((key) =>
    str(answer, key),
  );
  if (!contentTypes.includes(type) || !/^[245]\d\d$/.test(status)) {
    return (
      `InvalidLoadBalancerAction: fixedResponse has contentType "${type}" and statusCode "${status}": give ` +
      `${contentTypes.join(", ")}, and 2xx, 4xx or 5xx`
    );
  }
  return message.length <= longestMessage
    ? undefined
    : `ValidationError: messageBody has ${message.length} characters: use at most ${longestMessage}`;
}

/** The rules about target groups and actions that hold for listeners and their rules alike. */
export function senderRules(sender: Sender): readonly Rule<InAccount>[] {
  return [
    actionShape(sender),
    groupExists(sender, "targetGroupArn", "target-group-exists"),
    groupExists(sender, "forward.targetGroups.arn", "target-groups-exist"),
    sameVpc(sender),
    oneBalancer(sender),
    groupQuota(sender),
  ];
}
