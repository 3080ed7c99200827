import { type ConnectionClient, connectionBudget } from "../../lib/connection-budget.ts";
import { maxConnections } from "../../lib/instance-classes.ts";
import { replicaOf } from "../../lib/replica-choice.ts";
import type { Report } from "../problem.ts";
import { databaseClients } from "../relations.ts";
import type { Stack } from "../stack.ts";
import type { Database } from "../stack-stores.ts";
import type { DatabaseUse, WebService, Worker } from "../stack-tasks.ts";

/** Each database, and each of its replicas, takes the connections that its clients may open together. */
export function checkConnections(stack: Stack, report: Report): void {
  for (const [key, database] of Object.entries(stack.databases)) {
    const { instanceClass, parameters, replicas } = database;
    const instances: Instance[] = [
      { replica: undefined, clients: clientsOf(stack, key, database) },
      ...Array.from({ length: replicas }, (_, replica) => ({
        replica,
        clients: readersOf(stack, key, replicas, replica),
      })),
    ];
    const max = maxConnections(instanceClass, parameters);
    for (const instance of instances) {
      tell(key, database, { ...instance, max }, report);
    }
  }
}

/** One instance of a database, and who connects to it at the same time. */
interface Instance {
  /** Number of the replica, from 0; undefined: the instance that is written to. */
  readonly replica: number | undefined;
  readonly clients: readonly ConnectionClient[];
}

function tell(
  key: string,
  { instanceClass, parameters, existing }: Database,
  { replica, clients, max }: Instance & { readonly max: number | undefined },
  report: Report,
): void {
  const path = ["environment", "databases", key];
  const budget = connectionBudget(clients);
  if (budget && max === undefined) {
    const unknown = parameters.max_connections === undefined ? instanceClass : "its parameter max_connections";
    report.warn(path, `how many connections ${unknown} takes is not known: see yourself that it takes ${budget.sum}`);
  }
  if (!budget || max === undefined || budget.needed <= max) {
    return;
  }
  const source = parameters.max_connections === undefined ? instanceClass : "its parameter max_connections";
  const where = replica === undefined ? "" : ` to its replica ${replica + 1}`;
  const says =
    `its clients may open more connections${where} than ${source} takes, ${max}: ${budget.sum}. ` +
    `Give ${budget.biggest} a smaller uses.${key}.pool or fewer tasks (max), take a larger class, or set ` +
    `app.databases.${key}.parameters.max_connections`;
  if (existing) {
    // Its parameters are somebody else's and may say more: a refusal might have no way out.
    report.warn(path, says);
  } else {
    report.problem(path, undefined, says);
  }
}

/** Who connects to the instance that is written to. The bootstrap is over before the migration begins, and takes one too. */
function clientsOf(stack: Stack, database: string, { migrate, replicas }: Database): ConnectionClient[] {
  const migration: ConnectionClient[] = migrate ? [{ name: "migration", tasks: 1, pool: 1, surge: 1 }] : [];
  return [...usersOf(stack, database, (_, { replica }) => !(replica && replicas > 0)), ...migration];
}

/** Who reads from one replica. */
function readersOf(stack: Stack, database: string, replicas: number, at: number): ConnectionClient[] {
  return usersOf(stack, database, (name, { replica }) => replica && replicaOf(name, replicas) === at);
}

function usersOf(
  stack: Stack,
  database: string,
  isMeant: (client: string, use: DatabaseUse) => boolean,
): ConnectionClient[] {
  const uses = databaseClients(stack, database);
  return Object.entries(uses).flatMap(([name, use]): ConnectionClient[] => {
    const service = stack.services[name];
    const { pool } = use;
    if (!isMeant(name, use)) {
      return [];
    }
    return service
      ? [{ name, tasks: mostTasks(service), pool, surge: surgeOf(service) }]
      : [{ name, tasks: 1, pool, surge: 1 }];
  });
}

function mostTasks({ max, scale, off }: WebService | Worker): number {
  return off ? 0 : Math.max(max, ...scale.schedules.map((schedule) => schedule.max));
}

/** Every strategy has the old tasks and the new ones at once, but where the old one stops first. */
function surgeOf(service: WebService | Worker): 1 | 2 {
  return service.kind === "worker" && service.exactlyOne ? 1 : 2;
}
