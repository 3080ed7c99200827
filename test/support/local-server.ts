import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** One request as it came. */
export interface Received {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

export interface LocalServer {
  /** `127.0.0.1:port`. */
  readonly host: string;
  readonly url: string;
  /** Every request since the last `answer`. */
  readonly received: Received[];
  answer(next: Answerer): void;
  stop(): Promise<void>;
}

export type Answerer = (request: Received, response: ServerResponse) => void;

/** A server on this machine that answers as a test says. */
export async function startLocalServer(): Promise<LocalServer> {
  let answerer: Answerer = (_, response) => response.writeHead(500).end();
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    const body = Buffer.concat(await request.toArray()).toString();
    const { method = "", url: path = "", headers } = request;
    received.push({ method, path, headers, body });
    answerer({ method, path, headers, body }, response);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    host,
    url: `http://${host}`,
    received,
    answer(next) {
      answerer = next;
      received.length = 0;
    },
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

/** Sends a value as JSON. */
export function sendJson(
  response: ServerResponse,
  status: number,
  value: unknown,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(value));
}
