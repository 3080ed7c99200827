import type { Variable } from "./compose/variables.ts";
import type { Link } from "./links.ts";
import { isSecret } from "./secrets.ts";
import type { Part } from "./split-address.ts";
import type { Target, Targets } from "./targets.ts";
import type { LinkAt, Outcome, Use } from "./task-variables.ts";

/** A host, port or name of a store can be had by itself; who logs in is told in the URL alone. */
export function partOutcome({ target, says }: Part, leave: (says: string) => Outcome): Outcome {
  if (says !== undefined) {
    return { env: { from: `${target.is}s.${target.key}.${says}` }, use: target.key };
  }
  return {
    ...leave(`each task logs in to ${target.key} as itself: let the app read ${urlOf(target)}`),
    use: target.key,
  };
}

/** The variable that holds all that a task needs to log in to a store, where none is named. */
export function urlOf({ is }: Pick<Target, "is">): string {
  return is === "database" ? "DATABASE_URL" : "REDIS_URL";
}

/** A variable that leads to something else in the file. */
export function linkOutcome(
  name: string,
  variable: Variable,
  link: Link | undefined,
  target: Target,
  at: LinkAt,
): Outcome {
  const { leave, around, uses } = at;
  switch (target.is) {
    case "database":
    case "cache": {
      const { env } = uses.get(target.key) ?? {};
      if (link?.scheme === "") {
        leave(
          `is an address alone, and each task logs in to ${target.key} as itself: let the app read ${urlOf(target)}`,
        );
        return { use: target.key };
      }
      tellNumber(name, link, target, at);
      if (env !== undefined) {
        leave(`leads to ${target.key} again, and a task has one URL of a store: let the app read ${env}`);
        return { use: target.key };
      }
      return { use: target.key, as: { env: name, ...dialectOf(name, link, target.is) } };
    }
    case "bucket":
      leave(`leads to ${target.service.name}, and the SDK finds S3 and the task's rights by itself: leave it out`);
      return { use: target.key };
    case "service":
      return around.isService
        ? serviceOutcome(name, variable, link, target.key, at)
        : leave(`only services reach ${target.key} by its name: use its address behind the load balancer`);
    case "gone":
      return goneOutcome(name, variable, link, target, at);
  }
}

/** What is kept apart by a number in the file, on AWS is in one place. */
function tellNumber(
  name: string,
  link: Link | undefined,
  { is, key }: Exclude<Target, { readonly is: "gone" }>,
  { around, service }: LinkAt,
): void {
  const [, number = "0"] = /^\/(\d+)/.exec(link?.rest ?? "") ?? [];
  if (is === "cache" && Number(number) > 0) {
    const says = `is database ${number} of the cache, and the URL that a task gets is of database 0: give what must stay apart from the rest of ${key} a cache of its own`;
    around.findings.assumed.push({ about: `${service.name}.environment.${name}`, says });
  }
}

/** One URL of a service can be had by name; everything else keeps its form, under the service's name on AWS. */
function serviceOutcome(
  name: string,
  { value, hasSecret }: Variable,
  link: Link | undefined,
  key: string,
  { uses }: LinkAt,
): Outcome {
  const { hasPassword, scheme = "", rest = "", host = "", port } = link ?? {};
  const reached = { use: key, ...(port !== undefined && { port }) };
  if (hasPassword || hasSecret) {
    return { ...reached, isSecret: true };
  }
  const isUrl = /^https?$/.test(scheme) && /^\/?$/.test(rest);
  return isUrl && uses.get(key)?.env === undefined
    ? { ...reached, as: { env: name } }
    : { ...reached, env: value.replace(host, key) };
}

function goneOutcome(name: string, variable: Variable, link: Link | undefined, target: Target, at: LinkAt): Outcome {
  const { value, hasSecret } = variable;
  const about = `${at.service.name}.environment.${name}`;
  if (link?.hasPassword || hasSecret || isSecret(name, value)) {
    at.around.findings.assumed.push({
      about,
      says: `leads to ${target.service.name}, which is not there: the secret ${name} says where it is`,
    });
    return { isSecret: true };
  }
  const says = `leads to ${target.service.name}, which is not there: each place says where it is in slipway:environment.env`;
  at.around.findings.assumed.push({ about, says });
  return { env: { per: "environment", default: value } };
}

/** Stores that slipway does not make. */
const foreign =
  /CLICKHOUSE|MYSQL|MARIA|MONGO|MSSQL|ORACLE|ELASTIC|OPENSEARCH|CASSANDRA|NEO4J|INFLUX|SNOWFLAKE|BIGQUERY/;

/** The store that a variable must mean whose value the file does not tell. */
export function onlyStore(name: string, link: Link | undefined, targets: Targets): Target | undefined {
  const is = foreign.test(name)
    ? undefined
    : /(^|_)(DATABASE|POSTGRES(QL)?|PG)_(URL|URI|DSN)$/.test(name)
      ? "database"
      : /(^|_)(REDIS|VALKEY)_(URL|URI)$/.test(name)
        ? "cache"
        : undefined;
  const stores = new Set([...targets.values()].filter((target) => target.is === is));
  const isUntold = link === undefined || link.host === "localhost" || link.host === "127.0.0.1";
  return isUntold && stores.size === 1 ? [...stores][0] : undefined;
}

function dialectOf(name: string, link: Link | undefined, is: "database" | "cache"): Pick<Use, "urlDialect"> {
  if (is === "cache") {
    return /CELERY|BROKER_URL|RESULT_BACKEND/.test(name) ? { urlDialect: "celery" } : {};
  }
  const { scheme = "" } = link ?? {};
  return /asyncpg/.test(scheme) ? { urlDialect: "asyncpg" } : /^jdbc:/.test(scheme) ? { urlDialect: "jdbc" } : {};
}
