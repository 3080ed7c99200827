import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { accountId } from "./on-moto.ts";

/**
 * Answers by operation (Route 53's and AWS Backup's by method and path): an object or its text in the JSON protocol, else
 * a string of XML. One that throws is a refusal, whose name is AWS's code.
 */
export type Answers = Readonly<Record<string, (body: Record<string, unknown>) => unknown>>;

/** A server that speaks as AWS does, for what moto has no way to bring about. */
export interface FakeAws {
  readonly url: string;
  /** Every call, in order. */
  readonly calls: { readonly operation: string; readonly body: Record<string, unknown> }[];
  answer(answers: Answers): void;
  stop(): Promise<void>;
}

export async function startFakeAws(): Promise<FakeAws> {
  let answers: Answers = {};
  const calls: FakeAws["calls"] = [];
  const server = createServer(async (request, response) => {
    const sent = Buffer.concat(await request.toArray()).toString();
    const target = request.headers["x-amz-target"];
    // A GET says nothing of its form: the service stands in the scope of the signature.
    const isBackup = request.headers.authorization?.includes("/backup/aws4_request");
    const speaks = typeof target === "string" || isBackup ? json : query;
    // A service that calls things by method and path is given JSON, and is told what the answer is as text.
    const body = request.headers["content-type"]?.includes("json") ? json.read(sent) : speaks.read(sent);
    const [path] = (request.url ?? "").split("?");
    const operation = String(target?.toString().split(".")[1] ?? body.Action ?? `${request.method} ${path}`);
    calls.push({ operation, body });
    response.setHeader("content-type", speaks.contentType);
    try {
      response.end(speaks.write((answers[operation] ?? usual[operation])?.(body) ?? {}));
    } catch (error) {
      response.statusCode = 400;
      response.end(speaks.refuse(error as Error));
    }
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    answer(next) {
      answers = next;
      calls.length = 0;
    },
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

const json = {
  contentType: "application/x-amz-json-1.1",
  read: (sent: string): Record<string, unknown> => JSON.parse(sent || "{}"),
  write: (answer: unknown) => (typeof answer === "string" ? answer : JSON.stringify(answer)),
  refuse: ({ name, message }: Error) => JSON.stringify({ __type: name, message }),
};

const query = {
  contentType: "text/xml",
  read: (sent: string): Record<string, unknown> => Object.fromEntries(new URLSearchParams(sent)),
  write: (answer: unknown) => String(answer),
  refuse: ({ name, message }: Error) =>
    `<ErrorResponse><Error><Type>Sender</Type><Code>${name}</Code><Message>${message}</Message></Error></ErrorResponse>`,
};

const usual: Answers = {
  GetCallerIdentity: () =>
    `<GetCallerIdentityResponse><GetCallerIdentityResult><Account>${accountId}</Account></GetCallerIdentityResult></GetCallerIdentityResponse>`,
};

/** What AWS says when it does not do a thing. */
export function refused(code: string, message = code): Error {
  return Object.assign(new Error(message), { name: code });
}

/** For a test of something else than what a task says of its waiting. */
export const unheard = (): void => {};
