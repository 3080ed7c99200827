import type { Values } from "../model.ts";
import { texts } from "./values.ts";

/** Memory in MiB that Fargate pairs with CPU units: from, to, step. */
const MEMORY: Readonly<Record<number, readonly [from: number, to: number, step: number]>> = {
  512: [1024, 4096, 1024],
  1024: [2048, 8192, 1024],
  2048: [4096, 16384, 1024],
  4096: [8192, 30720, 1024],
  8192: [16384, 61440, 4096],
  16384: [32768, 122880, 8192],
};

/** Whether a task definition is for Fargate. */
export function onFargate(taskDefinition: Values): boolean {
  return texts(taskDefinition, "requiresCompatibilities").includes("FARGATE");
}

/** The memory in MiB that a Fargate task with these CPU units can have; none for CPU that Fargate does not have. */
export function fargateMemories(cpu: number): readonly number[] {
  if (cpu === 256) return [512, 1024, 2048];
  const [from, to, step] = MEMORY[cpu] ?? [0, -1, 1];
  return Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, at) => from + at * step);
}
