import type { Config } from "../blocks.ts";
import { isOwnLogin, ownLogins } from "../physical-names.ts";
import type { Report } from "../problem.ts";
import { usesByStore } from "../resolve-uses.ts";
import { storeKind, tasksOf } from "../tasks.ts";

/** Roles that a database has by itself; those of RDS begin with rds, those of Postgres with pg_. */
const ownRole = /^(public|none|postgres|rds.*|pg_.*)$/;

/** Services and jobs log in under their own names, which must not be names that stores have by themselves. */
export function checkLogins({ app }: Config, report: Report): void {
  for (const { key, kind, path, task } of tasksOf(app)) {
    if (kind === "migration") {
      continue;
    }
    const stores = Object.keys(usesByStore(task.uses ?? []));
    const store = stores.find((name) => {
      const of = storeKind(app, name);
      return of !== undefined && (isOwnLogin(of, key) || (of === "database" && ownRole.test(key)));
    });
    if (store !== undefined) {
      const says =
        storeKind(app, store) === "database"
          ? `would log in to ${store} as a role that it has already: name it otherwise, and not public, none, postgres, ${ownLogins.database} or ${ownLogins.restoreTest}, nor beginning with rds`
          : `would log in to ${store} as the user that every cache has, ${ownLogins.cache}: name it otherwise`;
      report.problem(path, undefined, says);
    }
  }
}
