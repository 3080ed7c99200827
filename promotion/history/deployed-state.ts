import { z } from "zod";
import { type Exported, parseDeployment } from "../../backend/deployment.ts";
import { parseUrn } from "../../lib/urn.ts";
import { UserError } from "../../lib/user-error.ts";
import type { Stage } from "../stage.ts";
import { unreadable } from "./unreadable.ts";

/** Where tasks of ECS are put. */
interface TaskNetwork {
  readonly subnets: readonly string[];
  readonly securityGroups: readonly string[];
}

/** A service or a job as it was deployed. */
export interface DeployedTask {
  /** As the app calls it. */
  readonly name: string;
  /** ARN of the cluster. */
  readonly cluster: string;
  /** ARN of the revision that the last update made. */
  readonly taskDefinition: string;
  /** What each of its containers is to run, by the container's name. */
  readonly images: Readonly<Record<string, string>>;
  /** The container that it is all about. */
  readonly container: string;
  readonly network: TaskNetwork;
}

/** A service, and what ECS calls it. */
export interface DeployedService extends DeployedTask {
  readonly service: string;
}

/** An alarm as it was deployed. */
export interface DeployedAlarm {
  readonly name: string;
  readonly region: string;
  /** Page that says what to do when it rings. */
  readonly runbook?: string;
}

/** What an update left, as Pulumi's state has it: the names to ask the account about. */
export interface DeployedState {
  readonly services: readonly DeployedService[];
  readonly jobs: readonly DeployedTask[];
  /** What brings the schema of a database up to date, by the name of the database. */
  readonly migrations: readonly DeployedTask[];
  readonly alarms: readonly DeployedAlarm[];
  /** Where users go. */
  readonly url?: string;
}

const token = {
  stack: "pulumi:pulumi:Stack",
  taskDefinition: "aws:ecs/taskDefinition:TaskDefinition",
  service: "aws:ecs/service:Service",
  firewall: "aws:ec2/securityGroup:SecurityGroup",
  schedule: "aws:scheduler/schedule:Schedule",
} as const;

/** Alarms that say how things stand rather than that something is wrong: `lib/alarm-kinds.ts` tells why. */
const statements = /-(deploying|explained)$/;

const network = z.object({ subnets: z.array(z.string()), securityGroups: z.array(z.string()).default([]) });
const stackOutputs = z.looseObject({
  url: z.string().optional(),
  services: z.record(z.string(), z.string()).default({}),
  jobs: z.record(z.string(), z.string()).default({}),
});
const service = z.looseObject({
  name: z.string(),
  cluster: z.string(),
  taskDefinition: z.string(),
  networkConfiguration: network,
});
const schedule = z.looseObject({
  target: z.looseObject({
    arn: z.string(),
    ecsParameters: z.looseObject({ taskDefinitionArn: z.string(), networkConfiguration: network }),
  }),
});
const definition = z.looseObject({ arn: z.string(), family: z.string(), containerDefinitions: z.string() });
const containers = z.array(
  z.looseObject({ name: z.string(), image: z.string(), essential: z.boolean().default(true) }),
);
const alarm = z.looseObject({
  name: z.string().optional(),
  alarmName: z.string().optional(),
  alarmDescription: z.string().optional(),
  region: z.string(),
});

/** Reads the state of a stage. */
export async function deployedState(stage: Pick<Stage, "pulumi" | "located">): Promise<DeployedState> {
  const exported = await stage.pulumi(["stack", "export"]).catch((error) => {
    throw unreadable(stage.located.stack, error);
  });
  const { resources } = parseDeployment(exported).deployment;
  // What is about to be deleted is not what was deployed.
  const there = (resources ?? []).filter((resource) => resource.delete !== true);
  const stack = there.find(({ type }) => type === token.stack);
  if (stack === undefined) {
    throw new UserError(`${stage.located.stack} has nothing in its state: deploy it first`);
  }
  const { url, services, jobs } = stackOutputs.parse(stack.outputs ?? {});
  const tasks = definitionsIn(there);
  const ofApp = {
    services: Object.entries(services).flatMap(([name, arn]) => serviceIn(there, name, definitionOf(tasks, arn))),
    jobs: Object.entries(jobs).flatMap(([name, arn]) => jobIn(there, name, definitionOf(tasks, arn))),
  };
  return {
    ...ofApp,
    migrations: there.flatMap((resource) => migrationIn(there, resource, [...ofApp.services, ...ofApp.jobs])),
    alarms: there.flatMap(alarmIn),
    ...(url !== undefined && { url }),
  };
}

type Definition = z.infer<typeof definition>;

function definitionsIn(resources: readonly Exported[]): readonly Definition[] {
  return resources
    .filter(({ type }) => type === token.taskDefinition)
    .flatMap(({ outputs }) => definition.safeParse(outputs).data ?? []);
}

function definitionOf(definitions: readonly Definition[], arn: string): Definition {
  const found = definitions.find(({ family }) => isOfFamily(arn, family));
  if (found === undefined) {
    throw new UserError(`the state has no task definition ${arn} that can be read: run pulumi refresh`);
  }
  return found;
}

/** By its family: after a deployment that was taken back, a refreshed state has the service with the one before. */
function isOfFamily(arn: string, family: string): boolean {
  return arn.includes(`task-definition/${family}:`);
}

function serviceIn(resources: readonly Exported[], name: string, of: Definition): readonly DeployedService[] {
  const found = resources
    .filter(({ type }) => type === token.service)
    .flatMap(({ outputs }) => service.safeParse(outputs).data ?? [])
    .filter(({ taskDefinition }) => isOfFamily(taskDefinition, of.family));
  // What is not looked at must not pass.
  if (found.length === 0) {
    throw new UserError(`the state has no service ${name} that can be read: run pulumi refresh, then pulumi up`);
  }
  return found.map((one) => ({
    service: one.name,
    cluster: one.cluster,
    network: one.networkConfiguration,
    ...taskOf(name, of),
  }));
}

function jobIn(resources: readonly Exported[], name: string, of: Definition): readonly DeployedTask[] {
  return resources
    .filter(({ type }) => type === token.schedule)
    .flatMap(({ outputs }) => schedule.safeParse(outputs).data?.target ?? [])
    .filter(({ ecsParameters }) => isOfFamily(ecsParameters.taskDefinitionArn, of.family))
    .map(({ arn, ecsParameters }) => ({
      cluster: arn,
      network: ecsParameters.networkConfiguration,
      ...taskOf(name, of),
    }));
}

/** A migration is run by the program itself, so nothing in the state says where: it is put where all tasks are. */
function migrationIn(
  resources: readonly Exported[],
  { type, urn, outputs }: Exported,
  [other]: readonly DeployedTask[],
): readonly DeployedTask[] {
  const [, task, database] = /^((.+)-migration-task)-definition$/.exec(parseUrn(urn)?.name ?? "") ?? [];
  const of = type === token.taskDefinition ? definition.safeParse(outputs).data : undefined;
  const firewall = resources.find(
    (one) => one.type === token.firewall && parseUrn(one.urn)?.name === `${task}-firewall`,
  );
  if (task === undefined || database === undefined || !of || !firewall?.id || !other) {
    return [];
  }
  const network = { subnets: other.network.subnets, securityGroups: [firewall.id] };
  return [{ ...taskOf(task, of), name: database, cluster: other.cluster, network }];
}

function taskOf(
  name: string,
  { arn, containerDefinitions }: Definition,
): Pick<DeployedTask, "name" | "taskDefinition" | "images" | "container"> {
  const all = containers.parse(JSON.parse(containerDefinitions));
  const own = all.find((one) => one.name === name) ?? all.find(({ essential }) => essential);
  return {
    name,
    taskDefinition: arn,
    images: Object.fromEntries(all.map((one) => [one.name, one.image])),
    container: own?.name ?? name,
  };
}

function alarmIn({ type, outputs, urn }: Exported): DeployedState["alarms"] {
  if (!/^aws:cloudwatch\/(metric|composite)Alarm:/.test(type) || statements.test(parseUrn(urn)?.name ?? "")) {
    return [];
  }
  const { name, alarmName, alarmDescription = "", region } = alarm.parse(outputs);
  const called = name ?? alarmName;
  const [, runbook] = /Runbook: (\S+)$/.exec(alarmDescription) ?? [];
  return called === undefined ? [] : [{ name: called, region, ...(runbook !== undefined && { runbook }) }];
}
