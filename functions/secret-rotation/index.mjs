import { DescribeServicesCommand, ECSClient, UpdateServiceCommand } from "@aws-sdk/client-ecs";

const ecs = new ECSClient();
const cluster = process.env.CLUSTER;
/** Names of services by the ARN of the secret that their tasks read when they start. */
const readers = JSON.parse(process.env.READERS ?? "{}");

/** DescribeServices takes no more: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeServices.html */
const batch = 10;

/**
 * A secret has another value: every service that reads it gets new tasks, which read the new one. What was started
 * after the change has it already, so an event that comes twice, or a run that is tried again, does nothing twice.
 */
export async function handler({ resources = [], time }) {
  const names = [...new Set(resources.flatMap((arn) => readers[arn] ?? []))];
  const services = (await Promise.all(batches(names).map(described))).flat();
  const behind = services.filter((service) => isBehind(service, new Date(time)));
  const results = await Promise.allSettled(behind.map(({ serviceName }) => redeploy(serviceName)));
  const failed = results.flatMap(({ reason }, index) =>
    reason === undefined ? [] : [`${behind[index].serviceName}: ${reason.message}`],
  );
  if (failed.length > 0) {
    throw new Error(`these services still run with the old value of ${resources.join(", ")}: ${failed.join("; ")}`);
  }
  return { redeployed: behind.map(({ serviceName }) => serviceName) };
}

function batches(names) {
  return Array.from({ length: Math.ceil(names.length / batch) }, (_, n) => names.slice(n * batch, (n + 1) * batch));
}

async function described(services) {
  const { services: found = [] } = await ecs.send(new DescribeServicesCommand({ cluster, services }));
  return found;
}

/** A service without tasks has nobody with the old value; one that is gone needs nothing. */
function isBehind({ status, desiredCount, deployments = [] }, changedAt) {
  const newest = deployments.find((deployment) => deployment.status === "PRIMARY");
  return status === "ACTIVE" && desiredCount > 0 && !(newest?.createdAt > changedAt);
}

async function redeploy(service) {
  await ecs.send(new UpdateServiceCommand({ cluster, service, forceNewDeployment: true }));
  console.log(`${service}: a new deployment was started, since a secret that it reads has changed`);
}
