import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { z } from "zod";
import type { Accounts } from "./accounts.ts";
import { find } from "./find.ts";
import { runTask } from "./run-task.ts";

const task = z.object({
  cluster: z.string(),
  taskDefinition: z.string(),
  subnets: z.array(z.string()),
  securityGroups: z.array(z.string()),
  container: z.string(),
  startedBy: z.string(),
});

const wanted = z.object({
  type: z.string(),
  name: z.string().optional(),
  tag: z.object({ key: z.string(), value: z.string() }).optional(),
  inputs: z.record(z.string(), z.unknown()),
  known: z.array(z.string()).default([]),
});

/** A one-off task that is to be run. */
export type TaskOrder = z.infer<typeof task>;
/** A resource that is looked for. */
export type Wanted = z.infer<typeof wanted>;

/**
 * The run-time side, which `cloud/sandbox.ts` talks to: what the program and slipway ask of AWS beside resources. A
 * refusal is status 400 with `{error}`.
 */
export function cloudServer(accounts: Accounts): Server {
  return createServer((request, response) => {
    answer(accounts, request).then(
      (body) => reply(response, 200, body),
      (error: unknown) => reply(response, 400, { error: error instanceof Error ? error.message : String(error) }),
    );
  });
}

async function answer(accounts: Accounts, request: IncomingMessage): Promise<unknown> {
  const body: unknown = JSON.parse((await text(request)) || "{}");
  switch (`${request.method} ${request.url}`) {
    case "POST /run-task":
      return runTask(accounts, task.parse(body));
    case "POST /find":
      return find(accounts, wanted.parse(body)) ?? null;
    default:
      throw new Error(`the sandbox has no ${request.method} ${request.url}: it has POST /run-task and POST /find`);
  }
}

function reply(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}
