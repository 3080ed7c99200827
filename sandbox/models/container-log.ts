import { z } from "zod";
import type { Account } from "../account.ts";
import type { InAccount, Values } from "../model.ts";
import { type Container, containersOf } from "./ecs-container.ts";
import { lastPart } from "./shapes.ts";
import { str } from "./values.ts";

// Nothing of a log is a resource of the provider's, and it outlives the process: so it is kept apart.
const STREAM = "sandbox:logs:Stream";

const stream = z.object({
  logGroup: z.string(),
  /** Milliseconds since 1970. */
  lines: z.array(z.object({ at: z.number(), text: z.string() })),
});

/** One line, and the stream that it is in. */
export interface WrittenLine {
  readonly stream: string;
  readonly at: number;
  readonly text: string;
}

/** A task that writes, by what ECS calls it. */
export interface Writer {
  readonly account: Account;
  readonly taskArn: string;
  /** Inputs of its task definition. */
  readonly definition: Values;
}

/** Writes into the logs of the essential containers of a task, or of one container. */
export function writeLog({ account, taskArn, definition }: Writer, lines: readonly string[], container?: string): void {
  for (const one of containersOf(definition).filter(({ name, essential }) =>
    container === undefined ? essential : name === container,
  )) {
    const logGroup = one.log && str(one.log.options, "awslogs-group");
    if (logGroup !== undefined) append(account, logGroup, streamOf(one, taskArn), lines);
  }
}

/** What was written to a group, the oldest line first. */
export function linesOf(account: Account, logGroup: string): readonly WrittenLine[] {
  return account
    .all(STREAM)
    .map(({ id, outputs }) => ({ name: id.slice(id.indexOf(" ") + 1), ...stream.parse(outputs) }))
    .filter((one) => one.logGroup === logGroup)
    .flatMap(({ name, lines }) => lines.map((line) => ({ stream: name, ...line })))
    .toSorted((one, other) => one.at - other.at);
}

/** A log group that is deleted takes its streams with it. */
export function forgetLog({ resource, account }: InAccount): void {
  for (const { id } of account.all(STREAM)) {
    if (id.startsWith(`${resource.id} `)) account.remove(STREAM, id);
  }
}

function append(account: Account, logGroup: string, name: string, texts: readonly string[]): void {
  const id = `${logGroup} ${name}`;
  const before = stream.safeParse(account.get(STREAM, id)?.outputs).data?.lines ?? [];
  const at = account.now().getTime();
  const lines = [...before, ...texts.map((text) => ({ at, text }))];
  account.put({ type: STREAM, id, inputs: {}, outputs: { logGroup, lines } });
}

/** `api/api/<id of the task>`, as the driver of the logs names it. */
function streamOf({ name, log }: Container, taskArn: string): string {
  return `${str(log?.options ?? {}, "awslogs-stream-prefix") ?? ""}/${name}/${lastPart(taskArn)}`;
}
