import { trusts } from "../execution-role.ts";
import type { InAccount, Model, Rule, Values } from "../model.ts";
import { allows } from "./iam.ts";
import { arn } from "./identifiers.ts";
import { LOG_GROUP } from "./logs.ts";
import { exists, others, regionOf } from "./references.ts";
import { token } from "./tokens.ts";
import { str } from "./values.ts";

const API = "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateFlowLogs.html";
const ROLE = "https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-iam-role.html";
const SERVICE = "vpc-flow-logs.amazonaws.com";
const INTERVALS = [60, 600];
const TO_LOGS = "cloud-watch-logs";
const FORMAT =
  // biome-ignore lint/suspicious/noTemplateCurlyInString: AWS writes its fields like this
  "${version} ${account-id} ${interface-id} ${srcaddr} ${dstaddr} ${srcport} ${dstport} ${protocol} ${packets} ${bytes} ${start} ${end} ${action} ${log-status}";

const interval: Rule<Values> = {
  id: "flow-log-interval",
  says: "Records are gathered for 60 or 600 seconds.",
  source: API,
  refuse: ({ maxAggregationInterval: seconds }) =>
    seconds === undefined || INTERVALS.includes(Number(seconds))
      ? undefined
      : `InvalidParameter: maxAggregationInterval ${seconds} is not allowed: use ${INTERVALS.join(" or ")}`,
};

const watchesVpc: Rule<InAccount> = {
  id: "flow-log-of-vpc",
  says: "A flow log says which VPC it watches and which traffic (the sandbox knows no other target).",
  source: API,
  refuse({ resource: { inputs } }) {
    const missing = ["vpcId", "trafficType"].find((input) => str(inputs, input) === undefined);
    return missing === undefined
      ? undefined
      : `MissingParameter: ${missing} is missing: name a VPC, and ACCEPT, REJECT or ALL`;
  },
};

const writesToLogs: Rule<InAccount> = {
  id: "flow-log-to-log-group",
  says: "A flow log goes to a log group that exists (the sandbox knows no other destination).",
  source: "https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-cwl.html",
  refuse({ resource: { inputs }, account }) {
    const to = str(inputs, "logDestination") ?? "";
    const kind = str(inputs, "logDestinationType") ?? TO_LOGS;
    if (kind !== TO_LOGS) return `InvalidParameter: logDestinationType "${kind}" is not modelled: use ${TO_LOGS}`;
    return account.byArn(to)?.type === LOG_GROUP
      ? undefined
      : `InvalidParameter: LogDestination "${to}" is no log group: create it first, and give its ARN`;
  },
};

const mayWrite: Rule<InAccount> = {
  id: "flow-log-role-may-write",
  says: "The role of a flow log trusts `vpc-flow-logs.amazonaws.com` and may write to the log group.",
  source: ROLE,
  refuse({ resource: { inputs }, account }) {
    const role = str(inputs, "iamRoleArn") ?? "";
    const start = `AccessError: flow logs cannot be delivered with role "${role}"`;
    if (!trusts(account, role, SERVICE)) return `${start}: let its trust policy allow sts:AssumeRole to ${SERVICE}`;
    const stream = `${str(inputs, "logDestination")}:log-stream:*`;
    const denied = [
      ...["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"].map((action) => [action, stream]),
      ["logs:DescribeLogGroups", "*"],
    ].find(([action = "", on = ""]) => !allows(account, role, action, on));
    return denied === undefined ? undefined : `${start}: allow ${denied[0]} on ${denied[1]} in its policy`;
  },
};

const once: Rule<InAccount> = {
  id: "flow-log-once",
  says: "A VPC has one flow log for a kind of traffic and a destination.",
  source: "https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-troubleshooting.html",
  refuse(subject) {
    const { inputs } = subject.resource;
    const same = ["vpcId", "trafficType", "logDestination"];
    const clash = others(subject, token.flowLog).find(({ outputs }) =>
      same.every((input) => outputs[input] === inputs[input]),
    );
    return clash === undefined
      ? undefined
      : `FlowLogAlreadyExists: ${clash.id} has the same configuration and log destination: use that one`;
  },
};

/** A record of who connected to whom in a VPC. */
export const flowLog: Model = {
  type: token.flowLog,
  defaults: { logDestinationType: TO_LOGS, maxAggregationInterval: 600 },
  checks: [interval],
  identify: (_inputs, seed) => `fl-${seed.hex(17)}`,
  outputs: (inputs, id, _seed, place) => ({
    arn: arn(place, "ec2", `vpc-flow-log/${id}`),
    logFormat: str(inputs, "logFormat") ?? FORMAT,
    region: regionOf(inputs, place),
  }),
  requires: [
    watchesVpc,
    exists({
      id: "flow-log-vpc-exists",
      input: "vpcId",
      type: token.vpc,
      noun: "VPC",
      code: "InvalidVpcId.NotFound",
      source: API,
    }),
    writesToLogs,
    mayWrite,
    once,
  ],
  replaces: "as the specification says",
  blocksDelete: { none: "AWS deletes a flow log at any time; what was written stays in its log group" },
};
