import { containersWithout, taskDefinitionType } from "../../containers.ts";
import { at, isOn, listOf } from "../../inputs.ts";
import type { Rule } from "../../rule.ts";

export const taskNotPrivileged: Rule = {
  name: "task-not-privileged",
  demands: "A container has no rights of the machine under it.",
  why: "Whoever breaks into the container has then broken into the machine, and into every other task on it.",
  sources: [{ control: "ECS.4" }],
  wayOut: "Leave privileged out, and capabilities that administer the machine.",
  enforcement: "mandatory",
  types: [taskDefinitionType],
  looksAround: false,
  check: (definition) => [
    ...containersWithout(definition, (container) => !isOn(at(container, "privileged")), "is privileged"),
    ...containersWithout(definition, hasNoMachineRights, "has a capability that administers the machine"),
  ],
};

const machineRights: readonly unknown[] = ["ALL", "SYS_ADMIN", "NET_ADMIN", "SYS_MODULE", "SYS_RAWIO"];

function hasNoMachineRights(container: unknown): boolean {
  return !listOf(at(container, "linuxParameters.capabilities.add")).some((right) => machineRights.includes(right));
}
