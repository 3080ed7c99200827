/** Tasks that may connect to one database at the same time. */
export interface ConnectionClient {
  /** Its key in the configuration. */
  readonly name: string;
  /** Most tasks of it. */
  readonly tasks: number;
  /** Most connections that one task keeps open. */
  readonly pool: number;
  /** How often its tasks are there at once while a release takes over: 2, or 1 where the old ones stop first. */
  readonly surge: 1 | 2;
}

/** What a database has to hold. */
export interface ConnectionBudget {
  readonly needed: number;
  /** Name of the client that needs most. */
  readonly biggest: string;
  /** `api 2 tasks × 10 × 2 while deploying = 40 + … + 5 that Postgres and RDS keep = 65`. */
  readonly sum: string;
}

// superuser_reserved_connections, 3, and rds.rds_superuser_reserved_connections or reserved_connections, 2:
// https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Appendix.PostgreSQL.CommonDBATasks.Parameters.html
const RESERVED = 5;

/** Adds up what the clients of one database may open together; `undefined` when it has none. */
export function connectionBudget(clients: readonly ConnectionClient[]): ConnectionBudget | undefined {
  const [most] = [...clients].sort((a, b) => connectionsOf(b) - connectionsOf(a));
  if (most === undefined) {
    return undefined;
  }
  const needed = clients.reduce((sum, client) => sum + connectionsOf(client), RESERVED);
  const terms = [...clients.map(termOf), `${RESERVED} that Postgres and RDS keep`];
  return { needed, biggest: most.name, sum: `${terms.join(" + ")} = ${needed}` };
}

function connectionsOf({ tasks, pool, surge }: ConnectionClient): number {
  return tasks * pool * surge;
}

function termOf(client: ConnectionClient): string {
  const { name, tasks, pool, surge } = client;
  const deploying = surge === 2 ? " × 2 while it deploys" : "";
  return `${name} ${tasks} ${tasks === 1 ? "task" : "tasks"} × ${pool}${deploying} (${connectionsOf(client)})`;
}
