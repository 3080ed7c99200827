// Runs in AWS Lambda: at the hours of the night, every few minutes, and when somebody wakes the stack.
import { ApplicationAutoScalingClient, RegisterScalableTargetCommand } from "@aws-sdk/client-application-auto-scaling";
import { DescribeServicesCommand, ECSClient, UpdateServiceCommand } from "@aws-sdk/client-ecs";
import {
  DescribeDBInstancesCommand,
  RDSClient,
  StartDBInstanceCommand,
  StopDBInstanceCommand,
} from "@aws-sdk/client-rds";
import { GetParameterCommand, PutParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import { obey } from "./settle.mjs";

/** Most services that DescribeServices takes. */
const servicesPerCall = 10;

export async function handler({ do: order }) {
  const plan = JSON.parse(process.env.SLEEP_PLAN);
  const settled = await obey(order, plan, cloudOf(plan));
  console.log(JSON.stringify({ order, ...settled }));
  return settled;
}

function cloudOf({ cluster, parameter }) {
  const ecs = new ECSClient();
  const scaling = new ApplicationAutoScalingClient();
  const rds = new RDSClient();
  const ssm = new SSMClient();
  return {
    async recall() {
      return (await ssm.send(new GetParameterCommand({ Name: parameter }))).Parameter.Value;
    },
    remember: (mark) => ssm.send(new PutParameterCommand({ Name: parameter, Value: mark, Overwrite: true })),
    async services(names) {
      const found = {};
      for (let at = 0; at < names.length; at += servicesPerCall) {
        const some = names.slice(at, at + servicesPerCall);
        const { services } = await ecs.send(new DescribeServicesCommand({ cluster, services: some }));
        for (const { serviceName, status, desiredCount, runningCount } of services) {
          if (status === "ACTIVE") {
            found[serviceName] = { desired: desiredCount, running: runningCount };
          }
        }
      }
      return found;
    },
    bound: (service, MinCapacity, MaxCapacity) =>
      scaling.send(
        new RegisterScalableTargetCommand({
          ServiceNamespace: "ecs",
          ScalableDimension: "ecs:service:DesiredCount",
          ResourceId: `service/${cluster}/${service}`,
          MinCapacity,
          MaxCapacity,
        }),
      ),
    run: (service, desiredCount) => ecs.send(new UpdateServiceCommand({ cluster, service, desiredCount })),
    async databases(identifiers) {
      const found = await Promise.all(identifiers.map((identifier) => statusOf(rds, identifier)));
      return Object.fromEntries(found.flat());
    },
    start: (DBInstanceIdentifier) => rds.send(new StartDBInstanceCommand({ DBInstanceIdentifier })),
    stop: (DBInstanceIdentifier) => rds.send(new StopDBInstanceCommand({ DBInstanceIdentifier })),
  };
}

/** Nothing for an instance that is not there. */
async function statusOf(rds, identifier) {
  try {
    const { DBInstances } = await rds.send(new DescribeDBInstancesCommand({ DBInstanceIdentifier: identifier }));
    return DBInstances.map(({ DBInstanceStatus }) => [identifier, DBInstanceStatus]);
  } catch (error) {
    if (["DBInstanceNotFoundFault", "DBInstanceNotFound"].includes(error.name)) {
      return [];
    }
    throw error;
  }
}
