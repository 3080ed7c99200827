import { completeFargateSize, nearestFargateSizes } from "../lib/fargate.ts";
import type { ComposeService } from "./compose/service.ts";
import type { ServiceParts } from "./map-service.ts";

/** Things of a map in a stack file, by their keys. */
export type Items = Record<string, Record<string, unknown>>;

const usual = { cpu: 256, memoryMiB: 512 };

/** Sizes that the file gives, as Fargate has them. */
export function sizesOf(parts: readonly ServiceParts[]): Items {
  return Object.fromEntries(
    parts.flatMap(({ key, service }) => {
      const size = { ...taskSize(service), ...taskCount(service) };
      return Object.keys(size).length === 0 ? [] : [[key, size]];
    }),
  );
}

function taskSize({ size: { cpus, memoryMiB } }: ComposeService): {
  readonly cpu?: number;
  readonly memoryMiB?: number;
} {
  const given = {
    ...(cpus !== undefined && { cpu: Math.round(cpus * 1024) }),
    ...(memoryMiB !== undefined && { memoryMiB: Math.round(memoryMiB) }),
  };
  const [nearest] = nearestFargateSizes(completeFargateSize(given, usual));
  return Object.keys(given).length === 0 || nearest === undefined ? {} : nearest;
}

/** Fewest and most tasks: as many as the file has, and room to double. */
export function taskCount({ size: { replicas = 1 } }: ComposeService): {
  readonly min?: number;
  readonly max?: number;
} {
  return replicas > 1 ? { min: Math.min(replicas, 500), max: Math.min(replicas, 500) * 2 } : {};
}
