import { trusts } from "../execution-role.ts";
import type { InAccount, Model, Rule } from "../model.ts";
import { functionChecks } from "./function-checks.ts";
import { permission } from "./function-permission.ts";
import { FUNCTION, PERMISSION } from "./function-tokens.ts";
import { allows } from "./iam.ts";
import { arn, moment } from "./identifiers.ts";
import { LOG_GROUP } from "./logs.ts";
import { exists, uniqueName } from "./references.ts";
import { placeOf } from "./shapes.ts";
import { token } from "./tokens.ts";
import { object, str, texts } from "./values.ts";

const CREATE = "https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html";
const VPC = "https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html";
const ROLE = "https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html";

const roleTrusted: Rule<InAccount> = {
  id: "function-role-trusted",
  says: "The role of a function trusts `lambda.amazonaws.com`.",
  source: ROLE,
  refuse({ resource: { inputs }, account }) {
    const role = str(inputs, "role") ?? "";
    return trusts(account, role, "lambda.amazonaws.com")
      ? undefined
      : `InvalidParameterValueException: The role defined for the function cannot be assumed by Lambda: ${role || "there is none"}: trust lambda.amazonaws.com`;
  },
};

const mayEnterVpc: Rule<InAccount> = {
  id: "function-role-may-enter-vpc",
  says: "The role of a function in subnets may make, look at and delete network interfaces.",
  source: VPC,
  refuse({ resource: { inputs }, account }) {
    if (texts(object(inputs, "vpcConfig"), "subnetIds").length === 0) return undefined;
    const needed = ["CreateNetworkInterface", "DescribeNetworkInterfaces", "DeleteNetworkInterface"];
    const missing = needed.find((action) => !allows(account, str(inputs, "role") ?? "", `ec2:${action}`, "*"));
    return missing === undefined
      ? undefined
      : `InvalidParameterValueException: The provided execution role does not have permissions to call ${missing} on EC2: allow ec2:${missing}`;
  },
};

const oneVpc: Rule<InAccount> = {
  id: "function-one-vpc",
  says: "The subnets and the security groups of a function are of one VPC, and there are some of both or of neither.",
  source: VPC,
  refuse({ resource: { inputs }, account }) {
    const place = object(inputs, "vpcConfig");
    const [subnets, groups] = [texts(place, "subnetIds"), texts(place, "securityGroupIds")];
    if ((subnets.length === 0) !== (groups.length === 0))
      return "InvalidParameterValueException: SecurityGroupIds and SubnetIds go together: give both, or neither";
    const vpcs = [
      ...subnets.map((id) => account.get(token.subnet, id)?.outputs.vpcId),
      ...groups.map((id) => account.get(token.securityGroup, id)?.outputs.vpcId),
    ];
    return new Set(vpcs).size > 1
      ? `InvalidParameterValueException: Security Groups and Subnets must belong to the same VPC, and these are of ${[...new Set(vpcs)].join(" and ")}: take all from one network`
      : undefined;
  },
};

const mayLog: Rule<InAccount> = {
  id: "function-may-log",
  says: "The role of a function may write to its log group: the function would run without a trace otherwise.",
  source: "https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-loggroups.html",
  refuse({ resource: { inputs }, account, place }) {
    const group = str(object(inputs, "loggingConfig"), "logGroup") ?? `/aws/lambda/${inputs.name}`;
    const stream = `${arn(placeOf(inputs, place), "logs", `log-group:${group}`)}:log-stream:2026`;
    const missing = ["logs:CreateLogStream", "logs:PutLogEvents"].find(
      (action) => !allows(account, str(inputs, "role") ?? "", action, stream),
    );
    return missing === undefined
      ? undefined
      : `the role of function "${inputs.name}" may not call ${missing} on log group ${group}: allow it, or nobody sees what the function writes`;
  },
};

const references = [
  exists({
    id: "function-log-group-exists",
    input: "loggingConfig.logGroup",
    type: LOG_GROUP,
    noun: "log group",
    by: "name",
    code: "Lambda makes a log group without an end to its retention where there is none",
    source: "https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-loggroups.html",
  }),
  exists({
    id: "function-subnets-exist",
    input: "vpcConfig.subnetIds",
    type: token.subnet,
    noun: "subnet",
    code: "InvalidParameterValueException: The subnet ID does not exist",
    source: VPC,
  }),
  exists({
    id: "function-security-groups-exist",
    input: "vpcConfig.securityGroupIds",
    type: token.securityGroup,
    noun: "security group",
    code: "InvalidParameterValueException: The security group does not exist",
    source: VPC,
  }),
];

const lambda: Model = {
  type: FUNCTION,
  autoname: { input: "name", max: 64 },
  defaults: {
    architectures: ["x86_64"],
    memorySize: 128,
    packageType: "Zip",
    publish: false,
    reservedConcurrentExecutions: -1,
    skipDestroy: false,
    timeout: 3,
  },
  checks: functionChecks,
  identify: (inputs) => str(inputs, "name") ?? "",
  outputs(inputs, id, seed, place) {
    const here = placeOf(inputs, place);
    const own = arn(here, "lambda", `function:${id}`);
    const invoke = (of: string) =>
      `arn:aws:apigateway:${here.region}:lambda:path/2015-03-31/functions/${of}/invocations`;
    return {
      arn: own,
      invokeArn: invoke(own),
      lastModified: moment(seed, "modified").toISOString(),
      qualifiedArn: `${own}:$LATEST`,
      qualifiedInvokeArn: invoke(`${own}:$LATEST`),
      version: "$LATEST",
    };
  },
  requires: [
    uniqueName({
      id: "function-name-unique",
      type: FUNCTION,
      input: "name",
      noun: "function",
      code: "ResourceConflictException: Function already exist",
      source: CREATE,
    }),
    roleTrusted,
    ...references,
    oneVpc,
    mayEnterVpc,
    mayLog,
  ],
  replaces: "as the specification says",
  blocksDelete: { none: "a function can always be deleted; a rule that starts it then fails on its own" },
  after(change, { resource, account }) {
    if (change !== "deleted") return;
    const names = [resource.id, resource.outputs.arn];
    for (const lost of account.all(PERMISSION).filter(({ outputs }) => names.includes(outputs.function)))
      account.remove(PERMISSION, lost.id);
  },
  typicalMinutes: 1,
};

/** Functions and who may start them. */
export const models: readonly Model[] = [lambda, permission];
