import type { InAccount } from "../model.ts";
import { writeLog } from "./container-log.ts";
import { containersOf } from "./ecs-container.ts";
import type { StoppedTask } from "./ecs-deployment.ts";
import { findRevision } from "./ecs-revisions.ts";
import { arn, derivedHex } from "./identifiers.ts";
import { lastPart } from "./shapes.ts";
import { num, str } from "./values.ts";

/** The tasks that a service has while a revision serves: as many as it wants, and the same as long as it does. */
export function taskArnsOf({ resource, place }: Omit<InAccount, "account">, serving: string): readonly string[] {
  const cluster = lastPart(str(resource.inputs, "cluster") ?? "default");
  return Array.from({ length: num(resource.outputs, "desiredCount") ?? 0 }, (_, task) =>
    arn(place, "ecs", `task/${cluster}/${derivedHex(`task ${resource.id} ${serving} ${task}`, 32)}`),
  );
}

/** What the logs have of a deployment that went well. No process runs in the sandbox, so it is the sandbox that writes. */
export function logTakeover(subject: InAccount, before: string | undefined, serving: string): void {
  if (before === serving) return;
  if (before !== undefined) {
    write(subject, before, [`sandbox: stopped, because ${lastPart(serving)} has taken over`]);
  }
  write(subject, serving, [`sandbox: ${lastPart(serving)} is started and well; no process runs in here`]);
}

/** What they have of tasks that did not stay. One that never ran wrote nothing, as on AWS. */
export function logFailure({ account, place }: InAccount, stopped: readonly StoppedTask[]): void {
  for (const { taskArn, taskDefinition, containers, lastLogLines } of stopped) {
    const definition = findRevision(account, place, taskDefinition)?.inputs ?? {};
    for (const { name, exitCode } of containers.filter((one) => one.exitCode !== undefined)) {
      const end = exitCode === 143 ? "told to stop, because it is not well" : `failed with exit code ${exitCode}`;
      writeLog({ account, taskArn, definition }, [...lastLogLines, `sandbox: ${end}`], name);
    }
  }
}

function write(subject: InAccount, taskDefinition: string, lines: readonly string[]): void {
  const { account, place } = subject;
  const definition = findRevision(account, place, taskDefinition)?.inputs ?? {};
  const [own] = containersOf(definition).filter(({ essential }) => essential);
  for (const taskArn of taskArnsOf(subject, taskDefinition)) {
    writeLog({ account, taskArn, definition }, lines, own?.name);
  }
}
