import type { Cloud, StoppedTask } from "./cloud.ts";

/**
 * The sandbox's run-time side at `url`: `POST /run-task` and `POST /find`, the argument as JSON. It answers with the
 * result as JSON (`null`: not found), or with status 4xx and `{error}`, a sentence.
 */
export function sandboxCloud(url: string): Cloud {
  const base = url.replace(/\/$/, "");
  return {
    async runTask(task) {
      const answer = await post(`${base}/run-task`, task);
      if (!isStoppedTask(answer)) {
        throw new Error(
          `the sandbox answered a task with ${JSON.stringify(answer)}: expected {taskArn, lastLogLines, …}`,
        );
      }
      return answer;
    },
    async find(wanted) {
      const answer = await post(`${base}/find`, wanted);
      if (answer !== null && typeof answer !== "string") {
        throw new Error(`the sandbox answered a search with ${JSON.stringify(answer)}: expected an id or null`);
      }
      return answer ?? undefined;
    },
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

/** fetch says only "fetch failed"; what failed is in its cause. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (!(cause instanceof Error)) {
    return String(cause);
  }
  return "code" in cause && typeof cause.code === "string" ? cause.code : cause.message;
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

function isStoppedTask(answer: unknown): answer is StoppedTask {
  return (
    typeof answer === "object" &&
    answer !== null &&
    "taskArn" in answer &&
    typeof answer.taskArn === "string" &&
    "lastLogLines" in answer &&
    Array.isArray(answer.lastLogLines)
  );
}
