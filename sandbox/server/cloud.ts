import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { messageOf } from "../../lib/message-of.ts";
import { caller, certificate, counted, quota, subscriptions, zone } from "./account.ts";
import type { Accounts } from "./accounts.ts";
import { database } from "./database.ts";
import { endpoint } from "./endpoint.ts";
import { find } from "./find.ts";
import { github, githubPath } from "./github/rest.ts";
import { invoke } from "./invoke.ts";
import { logLines } from "./log-lines.ts";
import { probe } from "./probe.ts";
import { publish } from "./publish.ts";
import { registry, registryPath } from "./registry.ts";
import { ringing } from "./ringing.ts";
import { roleTrust } from "./role-trust.ts";
import { runTask } from "./run-task.ts";
import { running } from "./running.ts";
import { secret } from "./secret.ts";
import { service } from "./service.ts";
import { snapshot } from "./snapshot.ts";
import { lookAtTask, startTask } from "./start-task.ts";
import { warm } from "./warm.ts";
import { weights } from "./weights.ts";

/** What can be asked, by path; each reads its own body. An answer of undefined is sent as `null`. */
const questions: Readonly<Record<string, (accounts: Accounts, body: unknown) => unknown>> = {
  "run-task": runTask,
  find,
  service,
  running,
  probe,
  ringing,
  "role-trust": roleTrust,
  weights,
  secret,
  database,
  snapshot,
  warm,
  invoke,
  publish,
  caller,
  quota,
  counted,
  zone,
  certificate,
  subscriptions,
  "log-lines": logLines,
  "start-task": startTask,
  "look-at-task": lookAtTask,
  endpoint,
};

/**
 * The run-time side, which `cloud/sandbox.ts` talks to: what the program and slipway ask of AWS beside resources. A
 * refusal is status 400 with `{error}`. Registries and GitHub speak their own protocols, and are asked by
 * `cloud/registry.ts` and `cloud/github*.ts`.
 */
export function cloudServer(accounts: Accounts): Server {
  return createServer((request, response) => {
    if (request.url?.startsWith(registryPath)) {
      registry(accounts.world, request, response);
      return;
    }
    if (request.url?.startsWith(githubPath)) {
      void github(accounts, request, response);
      return;
    }
    answer(accounts, request).then(
      (body) => reply(response, 200, body),
      (error: unknown) => reply(response, 400, { error: messageOf(error) }),
    );
  });
}

async function answer(accounts: Accounts, request: IncomingMessage): Promise<unknown> {
  const body: unknown = JSON.parse((await text(request)) || "{}");
  const question = request.method === "POST" ? questions[request.url?.slice(1) ?? ""] : undefined;
  if (question === undefined) {
    const known = Object.keys(questions).map((path) => `POST /${path}`);
    throw new Error(`the sandbox has no ${request.method} ${request.url}: it has ${known.join(", ")}`);
  }
  return (await question(accounts, body)) ?? null;
}

function reply(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}
