import { type ConnectionClient, connectionBudget } from "../../lib/connection-budget.ts";
import { maxConnections } from "../../lib/instance-classes.ts";
import type { Report } from "../problem.ts";
import type { Stack } from "../stack.ts";
import type { Database } from "../stack-stores.ts";
import type { WebService, Worker } from "../stack-tasks.ts";

/** Each database takes the connections that its clients may open together; somebody else's counts its own clients too. */
export function checkConnections(stack: Stack, report: Report): void {
  for (const [key, database] of Object.entries(stack.databases)) {
    const budget = connectionBudget(clientsOf(stack, key, database));
    const { instanceClass, parameters } = database;
    const max = database.existing ? undefined : maxConnections(instanceClass, parameters);
    if (budget && max !== undefined && budget.needed > max) {
      const source = parameters.max_connections === undefined ? instanceClass : "its parameter max_connections";
      report.problem(
        ["environment", "databases", key],
        undefined,
        `its clients may open more connections than ${source} takes, ${max}: ${budget.sum}. ` +
          `Give ${budget.biggest} a smaller uses.${key}.pool or fewer tasks (max), take a larger class, or set ` +
          `app.databases.${key}.parameters.max_connections`,
      );
    }
  }
}

/** Who may connect at the same time. The bootstrap is over before the migration begins, and takes one too. */
function clientsOf(stack: Stack, database: string, { migrate, replicas }: Database): ConnectionClient[] {
  const poolOf = ({ uses }: Pick<WebService, "uses">): number | undefined => {
    const use = uses[database];
    // A replica has as many connections of its own.
    return use?.store === "database" && !(use.replica && replicas > 0) ? use.pool : undefined;
  };
  const services = Object.entries(stack.services).flatMap(([name, service]): ConnectionClient[] => {
    const pool = poolOf(service);
    return pool === undefined ? [] : [{ name, tasks: mostTasks(service), pool, surge: surgeOf(service) }];
  });
  const jobs = Object.entries(stack.jobs).flatMap(([name, job]): ConnectionClient[] => {
    const pool = poolOf(job);
    return pool === undefined ? [] : [{ name, tasks: 1, pool, surge: 1 }];
  });
  const migration: ConnectionClient[] = migrate ? [{ name: "migration", tasks: 1, pool: 1, surge: 1 }] : [];
  return [...services, ...jobs, ...migration];
}

function mostTasks({ max, scale, off }: WebService | Worker): number {
  return off ? 0 : Math.max(max, ...scale.schedules.map((schedule) => schedule.max));
}

/** Every strategy has the old tasks and the new ones at once, but where the old one stops first. */
function surgeOf(service: WebService | Worker): 1 | 2 {
  return service.kind === "worker" && service.exactlyOne ? 1 : 2;
}
