import { z } from "zod";
import type { RunningTask, RunningTasks } from "../../cloud/running-tasks.ts";
import type { Account } from "../account.ts";
import type { Place, Resource } from "../model.ts";
import { containersOf } from "../models/ecs-container.ts";
import { deploymentOf } from "../models/ecs-deployment.ts";
import { findRevision } from "../models/ecs-revisions.ts";
import { taskArnsOf } from "../models/service-log.ts";
import { lastPart } from "../models/shapes.ts";
import { token } from "../models/tokens.ts";
import { object, str, texts } from "../models/values.ts";
import type { Accounts } from "./accounts.ts";
import { accountAt, place } from "./place.ts";

const question = z.object({ cluster: z.string(), service: z.string(), place });

/** The tasks of a service: as many as it wants, of the revision that serves; none where no deployment has gone well. */
export function running(accounts: Accounts, body: unknown): RunningTasks | undefined {
  const asked = question.parse(body);
  const account = accountAt(accounts, asked.place.accountId);
  const found = serviceAt(account, asked);
  if (found === undefined) return undefined;
  const network = object(found.inputs, "networkConfiguration");
  return {
    tasks: tasksOf(account, found, asked.place),
    network: { subnets: texts(network, "subnets"), securityGroups: texts(network, "securityGroups") },
  };
}

/** A service by its name or ARN, in a cluster by its name or ARN. */
export function serviceAt(
  account: Account,
  { cluster, service }: { readonly cluster: string; readonly service: string },
): Resource | undefined {
  return account.find(
    token.service,
    ({ inputs, outputs }) =>
      outputs.name === lastPart(service) && lastPart(str(inputs, "cluster") ?? "default") === lastPart(cluster),
  );
}

/** Revision whose tasks a service has; a service whose deployments nobody has recorded has those that it asks for. */
export function servingOf(account: Account, service: Resource): string | undefined {
  const kept = deploymentOf(account, service.id);
  return kept === undefined ? str(service.outputs, "taskDefinition") : kept.serving;
}

function tasksOf(account: Account, service: Resource, at: Place): readonly RunningTask[] {
  const serving = servingOf(account, service);
  if (serving === undefined) return [];
  const containers = containersOf(findRevision(account, at, serving)?.inputs ?? {}).map((container) => ({
    name: container.name,
    image: container.image,
    ...digestIn(container.image),
    health: container.hasHealthCheck ? "HEALTHY" : "UNKNOWN",
  }));
  return taskArnsOf({ resource: service, place: at }, serving).map((taskArn) => ({
    taskArn,
    taskDefinition: serving,
    containers,
  }));
}

function digestIn(image: string): { readonly imageDigest?: string } {
  const [, digest] = image.split("@");
  return digest === undefined ? {} : { imageDigest: digest };
}
