/** What Fargate pairs one amount of CPU with: memory from `min` to `max` MiB in steps. */
interface Pairing {
  readonly cpu: number;
  readonly minMiB: number;
  readonly maxMiB: number;
  readonly stepMiB: number;
}

/**
 * Sizes of Linux tasks on Fargate.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html
 */
const pairings: readonly Pairing[] = [
  { cpu: 256, minMiB: 512, maxMiB: 1024, stepMiB: 512 },
  { cpu: 256, minMiB: 2048, maxMiB: 2048, stepMiB: 1024 },
  { cpu: 512, minMiB: 1024, maxMiB: 4096, stepMiB: 1024 },
  { cpu: 1024, minMiB: 2048, maxMiB: 8192, stepMiB: 1024 },
  { cpu: 2048, minMiB: 4096, maxMiB: 16_384, stepMiB: 1024 },
  { cpu: 4096, minMiB: 8192, maxMiB: 30_720, stepMiB: 1024 },
  { cpu: 8192, minMiB: 16_384, maxMiB: 61_440, stepMiB: 4096 },
  { cpu: 16_384, minMiB: 32_768, maxMiB: 122_880, stepMiB: 8192 },
];

/** Size of a task. */
export interface TaskSize {
  readonly cpu: number;
  readonly memoryMiB: number;
}

const sizes: readonly TaskSize[] = pairings.flatMap(({ cpu, minMiB, maxMiB, stepMiB }) =>
  Array.from({ length: (maxMiB - minMiB) / stepMiB + 1 }, (_, step) => ({ cpu, memoryMiB: minMiB + step * stepMiB })),
);

/** Amounts of CPU that a task can have. */
export const fargateCpus: readonly number[] = [...new Set(sizes.map(({ cpu }) => cpu))];

/** Whether Fargate runs a task of this size. */
export function isFargateSize(size: TaskSize): boolean {
  return sizes.some(({ cpu, memoryMiB }) => cpu === size.cpu && memoryMiB === size.memoryMiB);
}

/** The sizes that are nearest to the one wanted: counted in factors, so that 300 is nearer to 256 than to 512. */
export function nearestFargateSizes(wanted: TaskSize): TaskSize[] {
  const factor = (a: number, b: number) => Math.abs(Math.log(Math.max(a, 1) / Math.max(b, 1)));
  const distance = (size: TaskSize) => factor(size.cpu, wanted.cpu) + factor(size.memoryMiB, wanted.memoryMiB);
  return sizes.toSorted((a, b) => distance(a) - distance(b)).slice(0, 2);
}

/**
 * The whole size of a task of which a part is given: what is not given is the usual one where the two pair, else the
 * least that pairs with what is given.
 */
export function completeFargateSize(given: { cpu?: number; memoryMiB?: number }, usual: TaskSize): TaskSize {
  const wanted = { cpu: given.cpu ?? usual.cpu, memoryMiB: given.memoryMiB ?? usual.memoryMiB };
  if (isFargateSize(wanted) || (given.cpu !== undefined && given.memoryMiB !== undefined)) {
    return wanted;
  }
  const pairs = ({ cpu, memoryMiB }: TaskSize) =>
    given.cpu === undefined ? memoryMiB === wanted.memoryMiB : cpu === wanted.cpu;
  return sizes.find(pairs) ?? wanted;
}
