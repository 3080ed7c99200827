import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import type { ServerResponse } from "node:http";
import { type Document, OpenAPIBackend } from "openapi-backend";
import { type LocalServer, type Received, sendJson, startLocalServer } from "./local-server.ts";

/** An answer: the body is laid over one that GitHub's description makes up; `undefined` takes a member away. */
interface Answer {
  readonly status?: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Answers by route (`GET /repos/{owner}/{repo}`): the same every time, or one after the other. */
type Routes = Readonly<Record<string, Answer | readonly Answer[] | ((request: Received) => Answer)>>;

export interface GitHubApi extends Pick<LocalServer, "url" | "received" | "stop"> {
  answer(routes: Routes): void;
}

/** All that is called, as GitHub describes it. */
export const description: Document = JSON.parse(readFileSync("test/support/github-api.gen.json", "utf8"));

/**
 * GitHub as its published description has it. What nobody may ask is refused, and an answer that GitHub would not give
 * is too, so that a test is not right with something that is not there. GraphQL has no such description: it is answered as
 * the test says, at `POST /graphql`.
 */
export async function startGitHubApi(): Promise<GitHubApi> {
  const api = new OpenAPIBackend({
    definition: description,
    quick: true,
    ajvOpts: { strict: false, validateFormats: false },
  });
  await api.init();
  const server = await startLocalServer();
  return {
    url: server.url,
    received: server.received,
    stop: server.stop,
    answer(routes) {
      const left = new Map(Object.entries(routes).map(([route, answers]) => [route, turns(answers)]));
      server.answer((request, response) => {
        try {
          respond(api, left, request, response);
        } catch (error) {
          // As a refusal, which nobody tries again.
          sendJson(response, 400, { message: error instanceof Error ? error.message : String(error) });
        }
      });
    },
  };
}

type Turns = (request: Received) => Answer | undefined;

function turns(answers: Routes[string]): Turns {
  if (typeof answers === "function") return answers;
  const list: Answer[] | undefined = Array.isArray(answers) ? [...answers] : undefined;
  return () => (list ? list.shift() : (answers as Answer));
}

function respond(
  api: OpenAPIBackend,
  routes: ReadonlyMap<string, Turns>,
  request: Received,
  response: ServerResponse,
): void {
  const { method, path: whole, headers, body } = request;
  const { pathname, searchParams } = new URL(whole, "http://127.0.0.1");
  if (pathname.startsWith("/users/")) {
    // The description forgets the pages of a person's packages.
    searchParams.delete("per_page");
  }
  const parsed = { method, path: pathname, query: Object.fromEntries(searchParams), headers: { ...headers } as never };
  const isGraphQL = pathname === "/graphql";
  const operation = isGraphQL ? undefined : api.matchOperation(parsed);
  assert.ok(isGraphQL || operation, `GitHub has no ${method} ${pathname}`);
  if (operation) {
    const asked = body === "" ? undefined : JSON.parse(body);
    const { errors } = api.validateRequest({ ...parsed, body: asked }, operation);
    assert.deepEqual(errors ?? [], [], `${method} ${pathname} is not what GitHub takes: ${JSON.stringify(errors)}`);
  }
  const route = `${method} ${operation?.path ?? pathname}`;
  const answer = routes.get(route)?.(request);
  assert.ok(answer, `${route} was not expected`);
  const { status, body: said } = filledIn(api, operation?.operationId, answer);
  if (operation && status < 300 && status !== 204) {
    const { errors } = api.validateResponse(said, operation, status);
    assert.deepEqual(errors ?? [], [], `GitHub would not answer ${route} so: ${JSON.stringify(errors)}`);
  }
  if (status === 204) {
    response.writeHead(204).end();
  } else {
    sendJson(response, status, said, answer.headers);
  }
}

function filledIn(api: OpenAPIBackend, operationId: string | undefined, { status, body }: Answer) {
  if (operationId === undefined || (status ?? 200) >= 300) {
    return { status: status ?? 200, body };
  }
  const mocked = api.mockResponseForOperation(operationId, status === undefined ? {} : { code: status });
  return { status: status ?? mocked.status, body: laidOver(mocked.mock, body) };
}

/** A list has as many members as `over` has, each laid over the first one that was made up. */
function laidOver(made: unknown, over: unknown): unknown {
  if (Array.isArray(over)) {
    return over.map((one) => laidOver(Array.isArray(made) ? made[0] : undefined, one));
  }
  if (typeof over !== "object" || over === null) {
    return over ?? made;
  }
  const base: Record<string, unknown> = typeof made === "object" && made !== null ? { ...made } : {};
  for (const [key, value] of Object.entries(over)) {
    if (value === undefined) delete base[key];
    else base[key] = laidOver(base[key], value);
  }
  return base;
}
