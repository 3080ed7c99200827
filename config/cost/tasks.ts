import { assumptions, HOURS_A_MONTH } from "../../lib/cost/assumptions.ts";
import { always, type Range, times } from "../../lib/cost/range.ts";
import { counted } from "../../lib/counted.ts";
import type { Stack } from "../stack.ts";
import type { Job, WebService, Worker, Workload } from "../stack-tasks.ts";
import { awakeShare } from "./awake.ts";
import type { CostItem } from "./item.ts";

/** What services, jobs and their files cost. */
export function tasksCost(stack: Stack): CostItem[] {
  const awake = awakeShare(stack.sleep);
  return [
    ...Object.entries(stack.services).map(([name, service]) => serviceCost(name, service, awake)),
    ...Object.entries(stack.jobs).map(([name, job]) => jobCost(name, job)),
    ...Object.entries(stack.services).flatMap(([name, { volumes }]) => volumesCost(name, Object.keys(volumes).length)),
  ];
}

/** Tasks that run on average: never fewer than min, never more than max, a quarter of the way between them as a rule. */
export function tasksOf({ min, max, off }: WebService | Worker): Range {
  return off ? always(0) : { low: min, expected: min + (max - min) / 4, high: max };
}

function serviceCost(name: string, service: WebService | Worker, awake: number): CostItem {
  const { min, max, spot } = service;
  const tasks = tasksOf(service);
  // Whoever works late wakes it, so at most it is awake all the time.
  const hours = times(tasks, { low: awake * HOURS_A_MONTH, expected: awake * HOURS_A_MONTH, high: HOURS_A_MONTH });
  const count = service.off ? "switched off" : min === max ? `${min}` : `${min} to ${max}`;
  return {
    component: name,
    what: `${count} × ${sizeOf(service)}${spot ? ", Spot" : ""}`,
    amounts: [
      ...taskAmounts(service, spot ? times(hours, assumptions.spotShare) : hours),
      ["logs.gib", times(tasks, assumptions.logGibATask)],
    ],
    guesses: service.off ? [] : [assumptions.logGibATask, ...(spot ? [assumptions.spotShare] : [])],
  };
}

function jobCost(name: string, job: Job): CostItem {
  const hours = job.paused ? always(0) : assumptions.jobHours;
  return {
    component: name,
    what: `job${job.paused ? ", paused" : ""}, ${sizeOf(job)}`,
    amounts: taskAmounts(job, hours),
    guesses: job.paused ? [] : [assumptions.jobHours],
  };
}

function taskAmounts({ cpu, memoryMiB, ephemeralGiB, image }: Workload, hours: Range): CostItem["amounts"] {
  const free = 20;
  return [
    [`fargate.${image.architecture}.vcpu`, times(hours, cpu / 1024)],
    [`fargate.${image.architecture}.gib`, times(hours, memoryMiB / 1024)],
    ["fargate.ephemeralGib", times(hours, ephemeralGiB - free)],
  ];
}

function sizeOf({ cpu, memoryMiB, image }: Workload): string {
  return `${cpu / 1024} vCPU, ${memoryMiB / 1024} GiB, ${image.architecture}`;
}

function volumesCost(name: string, count: number): CostItem[] {
  return count === 0
    ? []
    : [
        {
          component: name,
          what: counted(count, "file system"),
          amounts: [["efs.gib", times(assumptions.volumeGib, count)]],
          guesses: [assumptions.volumeGib],
        },
      ];
}
