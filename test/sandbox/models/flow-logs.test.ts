import assert from "node:assert/strict";
import { LOG_GROUP } from "../../../sandbox/models/logs.ts";
import { token } from "../../../sandbox/models/tokens.ts";
import { arnOf, roleWith } from "./app.ts";
import { breaks, passes } from "./cases.ts";
import { publicNetwork } from "./fixtures.ts";

const trusted = "vpc-flow-logs.amazonaws.com";
const writes = ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"];

/** A network with a log group and a role that may write to it; `more` replaces inputs of the flow log. */
function flowLog(more: object = {}, service = trusted, actions: readonly string[] = writes) {
  const { cloud, vpc } = publicNetwork();
  const group = cloud.make(LOG_GROUP, { name: "/shop/flows" });
  const { role } = roleWith(cloud, "flows", service, [
    [[...actions], [`${arnOf(group)}:*`]],
    [["logs:DescribeLogGroups"], ["*"]],
  ]);
  const inputs = {
    vpcId: vpc.id,
    trafficType: "REJECT",
    logDestination: arnOf(group),
    iamRoleArn: arnOf(role),
    ...more,
  };
  return { cloud, inputs };
}

const creating = (...args: Parameters<typeof flowLog>) => {
  const { cloud, inputs } = flowLog(...args);
  return cloud.creating(token.flowLog, inputs);
};

describe("the sandbox's flow log", () => {
  breaks("flow-log-interval", "an interval that AWS has not", { maxAggregationInterval: 300 }, "60 or 600");
  passes("flow-log-interval", "a minute", { maxAggregationInterval: 60 });

  breaks("flow-log-of-vpc", "no kind of traffic", () => creating({ trafficType: "" }), "trafficType is missing");
  passes("flow-log-of-vpc", "a VPC and a kind of traffic", () => creating());
  breaks("flow-log-vpc-exists", "a VPC of nowhere", () => creating({ vpcId: "vpc-0" }), "InvalidVpcId.NotFound");
  passes("flow-log-vpc-exists", "a VPC of the account", () => creating());

  breaks(
    "flow-log-to-log-group",
    "a group of nowhere",
    () => creating({ logDestination: "arn:aws:logs:x" }),
    "log group",
  );
  breaks("flow-log-to-log-group", "a bucket", () => creating({ logDestinationType: "s3" }), "not modelled");
  passes("flow-log-to-log-group", "a log group of the account", () => creating());

  breaks(
    "flow-log-role-may-write",
    "a role that trusts another service",
    () => creating({}, "ecs-tasks.amazonaws.com"),
    trusted,
  );
  breaks(
    "flow-log-role-may-write",
    "a role that may not write",
    () => creating({}, trusted, ["logs:CreateLogStream"]),
    "logs:DescribeLogStreams",
  );
  passes("flow-log-role-may-write", "a role that may do what AWS asks for", () => creating());

  breaks(
    "flow-log-once",
    "to be the same as another one",
    () => {
      const { cloud, inputs } = flowLog();
      cloud.make(token.flowLog, inputs);
      return cloud.creating(token.flowLog, inputs);
    },
    "FlowLogAlreadyExists",
  );
  passes("flow-log-once", "another kind of traffic to the same group", () => {
    const { cloud, inputs } = flowLog();
    cloud.make(token.flowLog, inputs);
    return cloud.creating(token.flowLog, { ...inputs, trafficType: "ALL" });
  });

  it("has an id and ARN as AWS gives, and records what AWS records by itself", () => {
    const { cloud, inputs } = flowLog();
    const { id, outputs } = cloud.make(token.flowLog, inputs);
    assert.match(id, /^fl-[0-9a-f]{17}$/);
    assert.equal(outputs.arn, `arn:aws:ec2:eu-north-1:111111111111:vpc-flow-log/${id}`);
    assert.match(String(outputs.logFormat), /^\$\{version\} .* \$\{log-status\}$/);
  });
});
