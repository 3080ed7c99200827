import type { Rule, Values } from "../model.ts";
import { eachContainer, repeated } from "./each-container.ts";
import { type Container, containersOf } from "./ecs-container.ts";
import { objects, str } from "./values.ts";

const CONDITIONS = ["START", "COMPLETE", "SUCCESS", "HEALTHY"];

const dependsOn = eachContainer(
  "task-definition-depends-on",
  "A container depends on another of its task, with a condition that the other can meet, and not in a circle.",
  "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDependency.html",
  ({ name, dependsOn }, all) => {
    for (const { name: on, condition } of dependsOn) {
      const other = all.find((one) => one.name === on);
      const start = `ClientException: container "${name}" depends on "${on}" with condition "${condition}"`;
      if (other === undefined)
        return `${start}, which is no container of the task: use one of ${all.map((one) => one.name).join(", ")}`;
      if (!CONDITIONS.includes(condition)) return `${start}: use one of ${CONDITIONS.join(", ")}`;
      if (condition === "HEALTHY" && !other.hasHealthCheck) return `${start}, but it has no healthCheck: give it one`;
      if ((condition === "COMPLETE" || condition === "SUCCESS") && other.essential)
        return `${start}, but it is essential and must not end: set essential to false for "${on}"`;
      if (reaches(other, name, all)) return `${start}, which depends on it in turn: break the circle`;
    }
    return undefined;
  },
);

/** Whether `name` is among what the container depends on, directly or not. */
function reaches(from: Container, name: string, all: readonly Container[], seen: readonly string[] = []): boolean {
  if (from.name === name) return true;
  if (seen.includes(from.name)) return false;
  return from.dependsOn.some((on) => {
    const next = all.find((one) => one.name === on.name);
    return next !== undefined && reaches(next, name, all, [...seen, from.name]);
  });
}

const mountPoints = eachContainer(
  "task-definition-mount-points",
  "A mount point names a volume of the task definition.",
  "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_MountPoint.html",
  ({ name, volumes }, _all, taskDefinition) => {
    const declared = objects(taskDefinition, "volumes").map((volume) => str(volume, "name") ?? "");
    const unknown = volumes.find((volume) => !declared.includes(volume));
    return unknown === undefined
      ? undefined
      : `ClientException: Unknown volume '${unknown}' in container "${name}": add it to volumes (${declared.join(", ") || "none"})`;
  },
);

const ports: Rule<Values> = {
  id: "task-definition-ports",
  says: "Under awsvpc the host port is the container port, and no two containers of a task share one.",
  source: "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html",
  refuse(values) {
    if (values.networkMode !== "awsvpc") return undefined;
    const all = containersOf(values).flatMap((container) => container.ports);
    const differs = all.find(({ container, host }) => container !== host);
    if (differs !== undefined)
      return (
        "ClientException: When networkMode=awsvpc, the host ports and container ports in port mappings must match: " +
        `${differs.host} is not ${differs.container}: leave hostPort out or make it the same`
      );
    const twice = repeated(all.map(({ container, protocol }) => `${container}/${protocol}`));
    return twice === undefined
      ? undefined
      : `ClientException: port ${twice} is mapped by two containers of "${values.family}", which share one network: change one`;
  },
};

/** Rules on how the containers of a task hang together: order of start, volumes, ports. */
export const containerLinks: readonly Rule<Values>[] = [dependsOn, mountPoints, ports];
