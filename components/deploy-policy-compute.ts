import { pullThroughStatements } from "./deploy-images.ts";
import type { DeployPolicyArgs, Statement } from "./deploy-statement.ts";

/** What runs: tasks, functions, and what starts them. */
export function computeStatements(args: DeployPolicyArgs): Statement[] {
  const own = (service: string, name: string) => `arn:aws:${service}:*:${args.accountId}:${name}`;
  return [
    {
      // Task definitions and scalable targets have no name that a policy could tell.
      Sid: "Compute",
      Effect: "Allow",
      Action: ["application-autoscaling:*", "ecs:*", "tag:*"],
      Resource: "*",
    },
    {
      Sid: "OwnCompute",
      Effect: "Allow",
      Action: ["events:*", "lambda:*", "scheduler:*"],
      Resource: [
        own("events", `rule/${args.prefix}-*`),
        own("lambda", `function:${args.prefix}-*`),
        own("scheduler", `schedule-group/${args.prefix}-*`),
        own("scheduler", `schedule/${args.prefix}-*/*`),
        // What starts no job is in the account's own group.
        own("scheduler", `schedule/default/${args.prefix}-*`),
      ],
    },
    ...preflight(args),
    ...pullThroughStatements(args),
  ];
}

/** Only to look whether they are there, and for the names in their JSON: tasks read them with roles of their own. */
function preflight({ existingSecrets = [] }: DeployPolicyArgs): Statement[] {
  return existingSecrets.length === 0
    ? []
    : [
        {
          Sid: "Preflight",
          Effect: "Allow",
          Action: ["secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue"],
          Resource: existingSecrets,
        },
      ];
}
