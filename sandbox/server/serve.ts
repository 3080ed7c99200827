import type { Server } from "node:http";
import grpc from "@grpc/grpc-js";
import { UserError } from "../../lib/user-error.ts";
import type { Faults } from "../faults.ts";
import { goOnDeploying } from "../models/ecs-deploy.ts";
import type { World } from "../world.ts";
import { Accounts } from "./accounts.ts";
import { cloudServer } from "./cloud.ts";
import { Operations } from "./operations.ts";
import { providerHandlers, providerService } from "./provider.ts";

export interface SandboxArgs {
  /** Folder of the accounts. */
  readonly folder: string;
  readonly world: World;
  readonly faults: Faults;
  /** Seconds that a minute on AWS takes. */
  readonly pace: number;
  /** Port of the run-time side on the loopback address; 0 takes a free one. */
  readonly port: number;
  readonly note: (sentence: string) => void;
}

/** The sandbox while it is attached. */
export interface Sandbox {
  readonly accounts: Accounts;
  /** What the engine and the program need in their environment. */
  readonly environment: Readonly<Record<string, string>>;
  close(): void;
}

const PROVIDERS = ["aws", "github", "random", "docker"];

/** Serves the providers to the engine and the cloud to the program, on loopback addresses of this machine. */
export async function startSandbox({ folder, world, faults, pace, port, note }: SandboxArgs): Promise<Sandbox> {
  const accounts = new Accounts({ folder, world, faults, note });
  for (const account of accounts.openAll()) goOnDeploying(account);
  const operations = new Operations({ accounts, faults, pace });
  const cloud = cloudServer(accounts);
  const cloudPort = await listen(cloud, port);
  const servers = PROVIDERS.map((name) => ({ name, server: providerServer(name, operations, world) }));
  const attached = await Promise.all(servers.map(async ({ name, server }) => `${name}:${await bind(server)}`));
  return {
    accounts,
    environment: {
      PULUMI_DEBUG_PROVIDERS: attached.join(","),
      SLIPWAY_CLOUD_URL: `http://127.0.0.1:${cloudPort}`,
    },
    close() {
      for (const { server } of servers) server.forceShutdown();
      cloud.close();
      cloud.closeAllConnections();
    },
  };
}

function providerServer(name: string, operations: Operations, world: World): grpc.Server {
  const server = new grpc.Server({ "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 });
  server.addService(providerService, providerHandlers(name, operations, world));
  return server;
}

function bind(server: grpc.Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
      if (error) reject(error);
      else resolve(port);
    });
  });
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", () => {
      reject(new UserError(`port ${port} is taken: name another with --port, or leave --port out for a free one`));
    });
    server.listen(port, "127.0.0.1", () => {
      const address = server.address();
      resolve(typeof address === "object" && address ? address.port : port);
    });
  });
}
