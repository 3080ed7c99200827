import assert from "node:assert/strict";
import type { Values } from "../../../sandbox/model.ts";
import { FUNCTION, PERMISSION } from "../../../sandbox/models/function-tokens.ts";
import { LOG_GROUP } from "../../../sandbox/models/logs.ts";
import { token } from "../../../sandbox/models/tokens.ts";
import { roleWith } from "./app.ts";
import { breaks, passes } from "./cases.ts";
import { Cloud } from "./cloud.ts";
import { foreignNetwork, publicNetwork } from "./fixtures.ts";

const code = { $archive: { "index.mjs": { $asset: "functions/queue-depth/index.mjs" } } };
const inputs = { name: "depth", runtime: "nodejs24.x", handler: "index.handler", code };
const logArn = "arn:aws:logs:eu-north-1:111111111111:log-group:/shop/depth:*";
const writes = [["logs:CreateLogStream", "logs:PutLogEvents"], [logArn]] as const;
const enters = [
  ["ec2:CreateNetworkInterface", "ec2:DescribeNetworkInterfaces", "ec2:DeleteNetworkInterface"],
  ["*"],
] as const;

/** A network, a log group and a role for a function. */
function surroundings(service: string, allow: readonly (readonly [readonly string[], readonly string[]])[]) {
  const cloud = new Cloud();
  const { subnets, vpc } = publicNetwork(cloud);
  const group = cloud.make(token.securityGroup, { vpcId: vpc.id, name: "depth" });
  cloud.make(LOG_GROUP, { name: "/shop/depth" });
  const given = allow.map(([actions, resources]): [string[], string[]] => [[...actions], [...resources]]);
  const { role } = roleWith(cloud, "depth", service, given);
  const own: Values = {
    ...inputs,
    role: role.outputs.arn,
    loggingConfig: { logFormat: "Text", logGroup: "/shop/depth" },
    vpcConfig: { subnetIds: subnets.map(({ id }) => id), securityGroupIds: [group.id] },
  };
  return { cloud, own, group };
}

type Surroundings = ReturnType<typeof surroundings>;
const asked =
  (
    more: (of: Surroundings) => Values = () => ({}),
    service = "lambda.amazonaws.com",
    allow = [writes, enters] as Parameters<typeof surroundings>[1],
  ) =>
  () => {
    const all = surroundings(service, allow);
    return all.cloud.creating(FUNCTION, { ...all.own, ...more(all) });
  };

describe("the sandbox's function", () => {
  breaks("function-name-shape", "a name with a dot", { name: "queue.depth" }, "queue.depth");
  passes("function-name-shape", "a name with hyphens", { name: "queue-depth" });
  breaks("function-package", "no handler", { runtime: "nodejs24.x", code }, "handler is mandatory");
  breaks("function-package", "no code", { runtime: "nodejs24.x", handler: "index.handler" }, "give an archive");
  passes("function-package", "an archive with a handler", inputs);
  passes("function-package", "an image", { packageType: "Image", imageUri: "1.dkr.ecr.eu-north-1.amazonaws.com/a" });
  breaks("function-handler-in-archive", "a file that is not there", { ...inputs, handler: "main.run" }, "index.mjs");
  passes("function-handler-in-archive", "a file at the top", inputs);
  breaks("function-runtime-current", "one that AWS took back", { runtime: "nodejs16.x" }, "nodejs24.x");
  passes("function-runtime-current", "a current one", { runtime: "nodejs24.x" });
  breaks("function-architecture", "two at once", { architectures: ["arm64", "x86_64"] }, "give one");
  passes("function-architecture", "ARM", { architectures: ["arm64"] });
  const variables = (given: Values) => ({ environment: { variables: given } });
  breaks("function-variables", "a name of Lambda's own", variables({ AWS_REGION: "eu-north-1" }), "AWS_REGION");
  breaks("function-variables", "more than 4 KiB", variables({ QUEUES: "x".repeat(5000) }), "4KB");
  passes("function-variables", "a few of its own", variables({ CACHE_HOST: "cache", QUEUES: "[]" }));
  breaks("function-memory", "64 MiB", { memorySize: 64 }, "128 to 10240");
  passes("function-memory", "256 MiB", { memorySize: 256 });
  breaks("function-timeout", "an hour", { timeout: 3600 }, "1 to 900");
  passes("function-timeout", "half a minute", { timeout: 30 });

  breaks(
    "function-name-unique",
    "the name of another",
    () => {
      const { cloud, own } = surroundings("lambda.amazonaws.com", [writes, enters]);
      cloud.make(FUNCTION, own);
      return cloud.creating(FUNCTION, own);
    },
    "ResourceConflictException",
  );
  passes("function-name-unique", "a name of its own", asked());
  breaks("function-role-trusted", "a role of tasks", asked(undefined, "ecs-tasks.amazonaws.com"), "trust lambda");
  passes("function-role-trusted", "a role of Lambda", asked());
  breaks(
    "function-log-group-exists",
    "a log group of nowhere",
    asked(() => ({ loggingConfig: { logFormat: "Text", logGroup: "/shop/none" } })),
    "/shop/none",
  );
  passes("function-log-group-exists", "a log group of the account", asked());
  breaks(
    "function-subnets-exist",
    "a subnet of nowhere",
    asked(({ group }) => ({ vpcConfig: { subnetIds: ["subnet-0"], securityGroupIds: [group.id] } })),
    "subnet-0",
  );
  passes("function-subnets-exist", "subnets of the account", asked());
  breaks(
    "function-security-groups-exist",
    "a security group of nowhere",
    asked(() => ({ vpcConfig: { subnetIds: [], securityGroupIds: ["sg-0"] } })),
    "sg-0",
  );
  passes("function-security-groups-exist", "a security group of the account", asked());
  breaks(
    "function-one-vpc",
    "a subnet of another VPC",
    asked(({ cloud, group }) => ({
      vpcConfig: { subnetIds: [foreignNetwork(cloud).subnet.id], securityGroupIds: [group.id] },
    })),
    "same VPC",
  );
  breaks(
    "function-one-vpc",
    "a security group without subnets",
    asked(({ group }) => ({ vpcConfig: { subnetIds: [], securityGroupIds: [group.id] } })),
    "give both",
  );
  passes("function-one-vpc", "one network", asked());
  breaks("function-role-may-enter-vpc", "a role that may not", asked(undefined, undefined, [writes]), "ec2:Create");
  passes("function-role-may-enter-vpc", "a role that may", asked());
  breaks("function-may-log", "a role that may not", asked(undefined, undefined, [enters]), "logs:CreateLogStream");
  passes("function-may-log", "a role that may", asked());

  it("takes its permissions with it", () => {
    const { cloud, own } = surroundings("lambda.amazonaws.com", [writes, enters]);
    const lambda = cloud.make(FUNCTION, own);
    assert.equal(lambda.outputs.arn, "arn:aws:lambda:eu-north-1:111111111111:function:depth");
    cloud.make(PERMISSION, start);
    cloud.delete(lambda);
    assert.deepEqual(cloud.account.all(PERMISSION), []);
  });
});

const start: Values = {
  statementId: "minute",
  function: "depth",
  action: "lambda:InvokeFunction",
  principal: "events.amazonaws.com",
  sourceAccount: "111111111111",
};

describe("the sandbox's permission to start a function", () => {
  const of =
    (more: Values, before: (cloud: Cloud) => void = () => {}) =>
    () => {
      const { cloud, own } = surroundings("lambda.amazonaws.com", [writes, enters]);
      cloud.make(FUNCTION, own);
      before(cloud);
      return cloud.creating(PERMISSION, { ...start, ...more });
    };
  breaks("permission-statement-shape", "an id with a space", { statementId: "every minute" }, "every minute");
  passes("permission-statement-shape", "an id with a hyphen", { statementId: "every-minute" });
  breaks("permission-action-shape", "an action of another service", { action: "sqs:SendMessage" }, "lambda:Invoke");
  passes("permission-action-shape", "an action of Lambda", { action: "lambda:InvokeFunction" });
  breaks("permission-source-named", "a service for anybody", { principal: "events.amazonaws.com" }, "sourceArn");
  passes("permission-source-named", "a service for one account", start);
  breaks("permission-function-exists", "a function of nowhere", of({ function: "none" }), "Function not found");
  passes("permission-function-exists", "a function of the account", of({}));
  passes(
    "permission-function-exists",
    "a function by its ARN",
    of({ function: "arn:aws:lambda:eu-north-1:111111111111:function:depth" }),
  );
  breaks(
    "permission-statement-once",
    "an id that is taken",
    of({}, (cloud) => cloud.make(PERMISSION, start)),
    "ResourceConflictException",
  );
  passes("permission-statement-once", "an id of its own", of({}));
  breaks(
    "permission-source-exists",
    "a rule of nowhere",
    of({ sourceArn: "arn:aws:events:eu-north-1:111111111111:rule/none" }),
    "does not exist",
  );
  passes("permission-source-exists", "an account", of({}));
});
