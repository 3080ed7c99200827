import { TaskDefinition } from "@pulumi/aws/ecs/taskDefinition.js";
import * as pulumi from "@pulumi/pulumi";
import { containerDefinitions } from "../lib/container-definition.ts";
import { physicalName } from "../lib/names.ts";
import { publicImages } from "../lib/public-images.ts";
import { mapValues } from "../lib/records.ts";
import type { PulledImage } from "./pull-through-cache.ts";
import type { SidecarArgs, TaskArgs, TaskPlace } from "./task-args.ts";
import { appSecrets, emptyVolumes, filesVolumes, type KnownVariables, taskContainers } from "./task-containers.ts";
import { credentialsOf, pulledImage } from "./task-image.ts";
import type { TaskRoles } from "./task-roles.ts";

/** What a definition stands on. */
export interface DefinitionParts {
  readonly roles: Pick<TaskRoles, "executionRoleArn" | "taskRoleArn">;
  readonly logGroup: pulumi.Output<string>;
  /** All images of the task. */
  readonly images: readonly PulledImage[];
}

/** What ECS calls all revisions of one kind of task. */
export function taskFamily(name: string, { prefix }: Pick<TaskPlace, "prefix">): string {
  return physicalName("taskFamily", prefix, name);
}

/** Declares the revision of a task; its images are where they are pulled from before it is made. */
export function taskDefinition(
  name: string,
  args: TaskArgs,
  { roles, logGroup, images }: DefinitionParts,
  child: { parent: pulumi.Resource },
): TaskDefinition {
  const { pullThrough } = args.place;
  return new TaskDefinition(
    `${name}-definition`,
    {
      family: taskFamily(name, args.place),
      ...taskSize(args),
      networkMode: "awsvpc",
      requiresCompatibilities: ["FARGATE"],
      executionRoleArn: roles.executionRoleArn,
      taskRoleArn: roles.taskRoleArn,
      volumes: taskVolumes(args),
      containerDefinitions: containersJson(name, args, logGroup),
      skipDestroy: true,
    },
    {
      ...child,
      ...(pullThrough && { hooks: { beforeCreate: pullThrough.warm(name, images) }, dependsOn: pullThrough.ready }),
    },
  );
}

function taskSize({ cpu, memoryMiB, ephemeralGiB, image }: TaskArgs) {
  return {
    cpu: `${cpu}`,
    memory: `${memoryMiB}`,
    runtimePlatform: {
      cpuArchitecture: image.architecture === "arm64" ? "ARM64" : "X86_64",
      operatingSystemFamily: "LINUX",
    },
    // 20 GiB are free, and not a value that ECS takes.
    ...(ephemeralGiB > 20 && { ephemeralStorage: { sizeInGib: ephemeralGiB } }),
  };
}

function taskVolumes(args: TaskArgs) {
  const files = filesVolumes(args).map(({ name, files: { fileSystemId, accessPointId } }) => ({
    name,
    efsVolumeConfiguration: {
      fileSystemId,
      transitEncryption: "ENABLED",
      authorizationConfig: { accessPointId, iam: "ENABLED" },
    },
  }));
  return [...emptyVolumes(args).map((volume) => ({ name: volume })), ...files];
}

function containersJson(name: string, args: TaskArgs, logGroup: pulumi.Output<string>): pulumi.Output<string> {
  const { place, image } = args;
  const sidecars = mapValues(args.sidecars, ({ image: uri, ...sidecar }) =>
    pulumi
      .all([
        variables(sidecar.environment, sidecar.secrets),
        pulledImage(place, { uri }),
        pulumi.output(credentialsOf(place, { ...sidecar, uri })?.arn),
      ])
      .apply(([own, pulled, pullSecretArn]) => ({ ...own, image: pulled, pullSecretArn })),
  );
  return pulumi
    .all([
      variables(args.environment, appSecrets(args)),
      pulledImage(place, image),
      pulledImage(place, publicImages.init),
      pulumi.output(credentialsOf(place, image)?.arn),
      pulumi.all(sidecars),
      logGroup,
    ])
    .apply(([own, pulled, initImage, pullSecretArn, known, group]) => {
      const containers = taskContainers(name, args, {
        ...own,
        image: pulled,
        initImage,
        pullSecretArn,
        sidecars: known,
      });
      return JSON.stringify(containerDefinitions(containers, { group, region: place.region }));
    });
}

function variables(
  environment: SidecarArgs["environment"],
  secrets: SidecarArgs["secrets"],
): pulumi.Output<KnownVariables> {
  return pulumi
    .all([pulumi.all(environment), pulumi.all(mapValues(secrets, ({ valueFrom }) => valueFrom))])
    .apply(([values, references]) => ({ environment: values, secrets: references }));
}
