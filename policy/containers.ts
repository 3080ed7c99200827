import { at, listOf, parsed } from "./inputs.ts";
import type { PolicyResource } from "./rule.ts";

export const taskDefinitionType = "aws:ecs/taskDefinition:TaskDefinition";

/** The containers of a task definition, which is written as JSON; none where the text cannot be read. */
export function containersOf({ inputs: { containerDefinitions } }: PolicyResource): readonly unknown[] {
  return typeof containerDefinitions === "string" ? listOf(spelt(parsed(containerDefinitions))) : [];
}

/** With keys as ECS spells them: the provider takes `Privileged`, too. */
function spelt(written: unknown): unknown {
  if (Array.isArray(written)) {
    return written.map(spelt);
  }
  return typeof written === "object" && written !== null
    ? Object.fromEntries(
        Object.entries(written).map(([key, value]) => [key.charAt(0).toLowerCase() + key.slice(1), spelt(value)]),
      )
    : written;
}

/** What is wrong with each container of which something does not hold, in the same words. */
export function containersWithout(
  definition: PolicyResource,
  holds: (container: unknown) => boolean,
  says: string,
): readonly string[] {
  return containersOf(definition)
    .filter((container) => !holds(container))
    .map((container) => `container ${at(container, "name")} ${says}`);
}

/** Whether the tasks run Windows, where some settings of Linux are not known. */
export function isWindows({ inputs }: PolicyResource): boolean {
  return `${at(inputs, "runtimePlatform.operatingSystemFamily")}`.startsWith("WINDOWS");
}
