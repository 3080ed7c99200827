import { reasonOf } from "../lib/reason-of.ts";
import type { Cloud, CloudPlace } from "./cloud.ts";
import {
  isAnything,
  isBoolean,
  isDatabaseReport,
  isOptionalText,
  isProbeAnswer,
  isRingingAlarms,
  isRunningTasks,
  isSecretFound,
  isServiceReport,
  isStoppedTask,
  isTrue,
  isWeights,
} from "./sandbox-answers.ts";
import { sandboxOperations } from "./sandbox-operations.ts";

/**
 * The sandbox's run-time side at `url`: one `POST` a question, the arguments as JSON. It answers with the result as
 * JSON (`null`: there is none), or with status 4xx and `{error}`, a sentence.
 */
export function sandboxCloud(url: string, { accountId, region }: CloudPlace): Cloud {
  const place = { accountId, region };
  const ask = asker(url);
  return {
    service: async (address, wanted) =>
      (await ask("service", { ...address, wanted, place }, { is: isServiceReport, expected: "a report or null" })) ??
      undefined,
    running: async (address) =>
      (await ask("running", { ...address, place }, { is: isRunningTasks, expected: "{tasks, network} or null" })) ??
      undefined,
    probe: (request) => ask("probe", request, { is: isProbeAnswer, expected: "{answered, …}" }),
    ringing: (alarms) =>
      ask("ringing", { alarms, place }, { is: isRingingAlarms, expected: "a list of {name, reason}" }),
    weights: (listenerRuleArn) =>
      ask("weights", { listenerRuleArn, place }, { is: isWeights, expected: "weights by target group" }),
    secret: (arn, { keys }) => ask("secret", { arn, keys, place }, { is: isSecretFound, expected: "{is, …}" }),
    database: async (identifier) =>
      (await ask("database", { identifier, place }, { is: isDatabaseReport, expected: "a report or null" })) ??
      undefined,
    snapshot: async (wanted) => {
      await ask("snapshot", { ...wanted, place }, { is: isTrue, expected: "true" });
    },
    roleTrust: async (roleName) =>
      (await ask("role-trust", { roleName, place }, { is: isAnything, expected: "a policy or null" })) ?? undefined,
    invoke: async (functionName, payload) =>
      (await ask("invoke", { functionName, payload, place }, { is: isAnything, expected: "anything" })) ?? undefined,
    publish: (notice) => ask("publish", { ...notice, place }, { is: isBoolean, expected: "true or false" }),
    warm: async (image) => {
      await ask("warm", { ...image, place }, { is: isTrue, expected: "true" });
    },
    runTask: (task) => ask("run-task", task, { is: isStoppedTask, expected: "{taskArn, lastLogLines, …}" }),
    find: async (wanted) => (await ask("find", wanted, { is: isOptionalText, expected: "an id or null" })) ?? undefined,
    ...sandboxOperations(place, ask),
  };
}

/** What an answer has to be. */
interface Answer<T> {
  is(answer: unknown): answer is T;
  /** The same in words. */
  readonly expected: string;
}

/** Asks a question by its path. */
export type Ask = <T>(path: string, body: unknown, answer: Answer<T>) => Promise<T>;

/** Asks the run-time side at `url`; an answer that is not what was asked for is refused. */
export function asker(url: string): Ask {
  const base = url.replace(/\/$/, "");
  return async (path, body, { is, expected }) => {
    const answer = await post(`${base}/${path}`, body);
    if (!is(answer)) {
      throw new Error(`the sandbox answered /${path} with ${JSON.stringify(answer)}: expected ${expected}`);
    }
    return answer;
  };
}

async function post(url: string, body: unknown): Promise<unknown> {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  }).catch((error: unknown) => {
    throw new Error(
      `the sandbox at ${url} cannot be reached (${reasonOf(error)}): start it with "npx slipway sandbox up"`,
    );
  });
  const text = await response.text();
  const answer = parse(text);
  if (!response.ok) {
    throw new Error(sentenceIn(answer) ?? `the sandbox at ${url} answered ${response.status}: ${text.slice(0, 200)}`);
  }
  if (answer === undefined) {
    throw new Error(`the sandbox at ${url} answered with something else than JSON: ${text.slice(0, 200)}`);
  }
  return answer;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function sentenceIn(answer: unknown): string | undefined {
  const error = typeof answer === "object" && answer !== null && "error" in answer ? answer.error : undefined;
  return typeof error === "string" ? error : undefined;
}
