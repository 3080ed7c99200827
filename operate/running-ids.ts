import type { Cloud } from "../cloud/cloud.ts";
import type { Stack } from "../config/stack.ts";
import type { LogSource } from "./log-sources.ts";
import { addressOf } from "./operated.ts";

/** Ids of the tasks that run now, of services that write these logs: what stands beside one is in the same tasks. */
export async function idsOfRunning(
  stack: Stack,
  sources: readonly LogSource[],
  cloud: Pick<Cloud, "running">,
): Promise<ReadonlySet<string>> {
  const services = Object.keys(stack.services).filter((service) =>
    sources.some(({ name }) => name === service || name.startsWith(`${service}/`)),
  );
  const running = await Promise.all(services.map((service) => cloud.running(addressOf(stack, service))));
  const arns = running.flatMap((found) => (found?.tasks ?? []).map(({ taskArn }) => taskArn));
  return new Set(arns.map((arn) => arn.slice(arn.lastIndexOf("/") + 1)));
}
