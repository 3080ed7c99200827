import type { ComposeService } from "./compose/service.ts";
import { shellWords } from "./compose/shell-words.ts";
import { type TaskVariables, usualName } from "./map-all-variables.ts";
import { mapContainer, type Whole } from "./map-container.ts";
import { stopSecondsOf, tasksOf } from "./map-service.ts";
import type { Items } from "./map-sizes.ts";
import type { Names } from "./names.ts";
import type { Role } from "./roles.ts";
import { awsSchedule } from "./schedule.ts";
import { secretInWords } from "./secret-words.ts";
import type { MappedVariables } from "./task-variables.ts";

interface Tasks {
  readonly services: readonly ComposeService[];
  readonly roles: ReadonlyMap<string, Role>;
  readonly variables: ReadonlyMap<string, TaskVariables>;
  readonly whole: Whole;
  readonly names: Names;
}

/** What runs and ends. */
export interface MappedTasks {
  /** By database. */
  readonly migrations: Readonly<Items>;
  readonly jobs: Readonly<Items>;
}

/** Migrations and jobs of the file, and a word for everything else that ends. */
export function mapTasks({ services, roles, variables, whole, names }: Tasks): MappedTasks {
  const databases = [...whole.targets.values()].flatMap((target) => (target.is === "database" ? [target.key] : []));
  const migrations: Items = {};
  const jobs: Items = {};
  for (const service of services) {
    const own = variables.get(service.name);
    const role = roles.get(service.name)?.is;
    if (own && role === "migration") {
      const free = databases.filter((database) => !Object.hasOwn(migrations, database));
      const migration = mapMigration(service, free, own, whole);
      Object.assign(migrations, migration && { [migration.database]: migration.migrate });
    }
    tellOfNone(service.name, role, whole);
    Object.assign(jobs, own ? mapJobs(service, own, whole, names) : {});
  }
  return { migrations, jobs };
}

function tellOfNone(about: string, role: Role["is"] | undefined, { findings: { assumed, left } }: Whole): void {
  if (role === "template") {
    assumed.push({
      about,
      says: "says nothing but what others repeat: taken for a template, and nothing is made of it",
    });
  }
  if (role === "once") {
    left.push({
      about,
      says: "runs once and ends, and does not look like a migration: run it by hand with npx slipway run <stack> <service> -- <command>",
    });
  }
}

/** The migration of a database, from a service that migrates and ends; undefined where it cannot be one. */
function mapMigration(
  service: ComposeService,
  databases: readonly string[],
  { env, secrets, uses }: MappedVariables,
  whole: Whole,
): { readonly database: string; readonly migrate: Record<string, unknown> } | undefined {
  const { left, mapped } = whole.findings;
  const used = databases.filter((database) => uses.has(database));
  const [database] = used.length > 0 ? used : databases;
  const { command, entryPoint, writable } = mapContainer(service, "", whole);
  const image = whole.images.get(service.name)?.key ?? service.name;
  if (database === undefined || command === undefined) {
    const why = database === undefined ? "migrates a database that is not there" : "does not say its command";
    left.push({ about: service.name, says: `${why}: write app.databases.<database>.migrate, with image ${image}` });
    return undefined;
  }
  const { env: urlEnv, urlDialect } = uses.get(database) ?? {};
  mapped.push({ about: service.name, says: `app.databases.${database}.migrate` });
  tellStores(service, database, uses, whole);
  return {
    database,
    migrate: {
      image,
      command,
      ...(entryPoint && { entryPoint }),
      ...(urlEnv !== undefined && urlEnv !== "DATABASE_URL" && { urlEnv }),
      ...(urlDialect !== undefined && { urlDialect }),
      ...(Object.keys(env).length > 0 && { env }),
      ...(secrets.length > 0 && { secrets }),
      writable,
    },
  };
}

/** A migration gets the URL of its database, and of no other store. */
function tellStores(
  { name, variables }: ComposeService,
  database: string,
  uses: MappedVariables["uses"],
  { targets, findings }: Whole,
): void {
  const stores = [...targets.values()].flatMap((target) => {
    const use = target.is === "gone" || target.key === database ? undefined : uses.get(target.key);
    return use && target.is !== "gone" ? [use.env ?? usualName(target.key, target.is)] : [];
  });
  const missed = stores.filter((variable) => variables.has(variable));
  if (missed.length > 0) {
    const says = `a migration reaches its database alone: its program has to start without ${missed.join(", ")}`;
    findings.left.push({ about: `${name}.environment`, says });
  }
}

/** Jobs that labels of a scheduler declare for a service. */
function mapJobs(
  service: ComposeService,
  variables: MappedVariables,
  whole: Whole,
  names: Names,
): Readonly<Record<string, Record<string, unknown>>> {
  const jobs: Record<string, Record<string, unknown>> = {};
  for (const job of labelledJobs(service)) {
    const { about, name, command } = job;
    const schedule = awsSchedule(job.schedule);
    const problem = whyNoJob(job, service);
    if (problem !== undefined || schedule === undefined) {
      const says =
        problem ?? `"${job.schedule}" is no schedule that EventBridge has: write app.jobs.${name}.schedule yourself`;
      whole.findings.left.push({ about, says });
    } else {
      const target = whole.targets.get(name);
      // The whole service is the job, and has a key already.
      const key = name === service.name && target?.is === "service" ? target.key : names.take(name);
      const image = whole.images.get(service.name)?.key ?? key;
      jobs[key] = {
        schedule,
        ...mapContainer(service, key, whole),
        ...(image !== key && { image }),
        ...(command && { command }),
        ...tasksOf(variables),
        ...stopSecondsOf(service),
      };
      whole.findings.mapped.push({ about, says: `app.jobs.${key}: ${schedule}` });
      tellTwice(service, key, command, whole);
    }
  }
  return jobs;
}

/** A service that does what its own job does ends, and is started again for ever. */
function tellTwice(
  { name, command }: ComposeService,
  key: string,
  own: LabelledJob["command"],
  { targets, findings }: Whole,
): void {
  const target = targets.get(name);
  if (target?.is === "service" && own !== undefined && own.join(" ") === command.join(" ") && own.length > 0) {
    const says = `runs as a service what the job ${key} runs: if that ends, ECS starts it again for ever, so take ${target.key} out of app.services`;
    findings.assumed.push({ about: `${name}.command`, says });
  }
}

function whyNoJob({ name, command = [] }: LabelledJob, { secretTexts }: ComposeService): string | undefined {
  const secret = secretInWords(command, secretTexts);
  return secret === undefined
    ? undefined
    : `its command holds ${secret}: let the program read a variable that secrets gives it, and write app.jobs.${name} yourself`;
}

interface LabelledJob {
  readonly about: string;
  readonly name: string;
  readonly schedule: string;
  readonly command?: readonly string[];
}

/** What swarm-cronjob and Ofelia read. */
function labelledJobs({ name, labels }: ComposeService): readonly LabelledJob[] {
  return [...labels].flatMap(([label, schedule = ""]): LabelledJob[] => {
    const about = `${name}.labels.${label}`;
    if (label === "swarm.cronjob.schedule") {
      return [{ about, name, schedule }];
    }
    const [, job] = /^ofelia\.job-(?:exec|run|local)\.([^.]+)\.schedule$/.exec(label) ?? [];
    const command = labels.get(label.replace(/schedule$/, "command"));
    return job === undefined
      ? []
      : [{ about, name: job, schedule, ...(command !== undefined && { command: shellWords(command) }) }];
  });
}
