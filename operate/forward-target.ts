import { createServer } from "node:net";
import type { Cloud } from "../cloud/cloud.ts";
import type { StoreEndpoint } from "../cloud/operations.ts";
import type { Stack } from "../config/stack.ts";
import { databaseNameOf } from "../lib/database-name.ts";
import { physicalName } from "../lib/names.ts";
import { Refusal, UserError } from "../lib/user-error.ts";
import { assertLetsIn, linesThatLetIn, servicesThatReach } from "./exec-target.ts";
import type { Operated } from "./operated.ts";
import { unknownName } from "./unknown-name.ts";

/** A store that a port of this machine is to lead to. */
export interface ForwardedStore {
  readonly kind: "database" | "cache";
  readonly name: string;
  /** What RDS or ElastiCache calls it. */
  readonly identifier: string;
  /** @default the port that the store listens on */
  readonly localPort?: number;
}

/** What one types to get in. */
export interface StoreCommand {
  readonly command: string;
  /** Prints the password, for whoever may read it. */
  readonly password: string;
}

/** Reads `main` or `main:15432`. */
export function forwardedStore(text: string, stack: Stack): ForwardedStore {
  const [name = "", port, ...more] = text.split(":");
  const localPort = port === undefined ? undefined : Number(port);
  if (
    more.length > 0 ||
    (localPort !== undefined && !(Number.isInteger(localPort) && localPort >= 1 && localPort <= 65_535))
  ) {
    throw new UserError(
      `--forward ${text} does not fit: give the name of a database or cache, and perhaps a port of this machine from 1 to 65535, such as main:15432`,
    );
  }
  const of = localPort === undefined ? {} : { localPort };
  const database = stack.databases[name];
  if (database !== undefined) {
    const identifier = database.existing?.identifier ?? physicalName("databaseInstance", stack.prefix, name);
    return { kind: "database", name, identifier, ...of };
  }
  if (stack.caches[name] !== undefined) {
    return { kind: "cache", name, identifier: physicalName("replicationGroup", stack.prefix, name), ...of };
  }
  const names = [...Object.keys(stack.databases), ...Object.keys(stack.caches)];
  throw unknownName(`--forward ${text}: ${stack.name} has no database or cache ${name}`, name, names);
}

/** The service whose tasks carry the port: they reach the store, and let people in. */
export function carrierOf(of: Operated, { name }: ForwardedStore, service: string | undefined): string {
  const { stack } = of;
  if (service !== undefined) {
    assertLetsIn(of, service);
    if (stack.services[service]?.uses[name] === undefined) {
      throw new UserError(
        `${service} does not reach ${name}, which its uses do not name: name a service that does, or none`,
      );
    }
    return service;
  }
  const [carrier] = servicesThatReach(stack, name);
  if (carrier === undefined) {
    const users = Object.keys(stack.services).filter((one) => stack.services[one]?.uses[name] !== undefined);
    const [user] = users;
    if (user === undefined) {
      throw new Refusal(
        `no service of ${stack.name} uses ${name}, so no task can carry a port to it: add it to the uses of one, and set exec there`,
      );
    }
    throw new Refusal(
      [
        `no task can carry a port to ${name}: ${users.join(", ")} ${users.length === 1 ? "uses" : "use"} it, and nobody is let in there. With these lines, deployed, the next tasks of ${user} can:`,
        ...linesThatLetIn(user),
      ].join("\n"),
    );
  }
  return carrier;
}

/** Where the store listens, and the port of this machine that leads there, which nobody else has. */
export async function portsOf(
  { kind, name, identifier, localPort }: ForwardedStore,
  stack: string,
  cloud: Pick<Cloud, "endpointOf">,
): Promise<StoreEndpoint & { readonly localPort: number }> {
  const endpoint = await cloud.endpointOf(kind, identifier);
  if (endpoint === undefined) {
    throw new UserError(
      `${stack} has no ${kind} ${identifier} that listens: deploy it first, or wait until it is available`,
    );
  }
  const port = localPort ?? endpoint.port;
  if (!(await isFree(port))) {
    throw new UserError(
      `port ${port} of this machine is taken: give another one, such as --forward ${name}:${port > 55_535 ? port - 10_000 : port + 10_000}`,
    );
  }
  return { ...endpoint, localPort: port };
}

/** How one logs in through the port, as the service that carries it does. */
export function storeCommand(
  { kind, name }: ForwardedStore,
  { prefix, databases, account: { region } }: Stack,
  { user, localPort, host }: { readonly user: string; readonly localPort: number; readonly host: string },
): StoreCommand {
  if (kind === "cache") {
    return {
      command: `redis-cli -h 127.0.0.1 -p ${localPort} --tls --sni ${host} --insecure --user ${user} --askpass`,
      password: passwordCommand(physicalName("secret", prefix, `${name}-${user}`), region),
    };
  }
  const database = databases[name]?.databaseName ?? databaseNameOf(name);
  return {
    command: `psql "host=127.0.0.1 port=${localPort} dbname=${database} user=${user} sslmode=require"`,
    password: passwordCommand(physicalName("secret", prefix, `${name}-roles-${user}`), region),
  };
}

/** The secret has the URL and the user beside it, as JSON. */
function passwordCommand(secret: string, region: string): string {
  return `aws secretsmanager get-secret-value --region ${region} --secret-id ${secret} --query SecretString --output text`;
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}
