import type { ComposeService } from "./compose/service.ts";
import { shellWords } from "./compose/shell-words.ts";
import type { TaskVariables } from "./map-all-variables.ts";
import { mapContainer, type Whole } from "./map-container.ts";
import { stopSecondsOf, tasksOf } from "./map-service.ts";
import type { Items } from "./map-sizes.ts";
import type { Names } from "./names.ts";
import type { Role } from "./roles.ts";
import { awsSchedule } from "./schedule.ts";
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
      says: "runs once and ends, and migrates nothing: run it by hand with npx slipway run <stack> <service> -- <command>",
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

/** Jobs that labels of a scheduler declare for a service. */
function mapJobs(
  service: ComposeService,
  variables: MappedVariables,
  whole: Whole,
  names: Names,
): Readonly<Record<string, Record<string, unknown>>> {
  const jobs: Record<string, Record<string, unknown>> = {};
  for (const { about, name, schedule, command } of labelledJobs(service)) {
    const written = awsSchedule(schedule);
    if (written === undefined) {
      const says = `"${schedule}" is no schedule that EventBridge has: write app.jobs.${name}.schedule yourself`;
      whole.findings.left.push({ about, says });
    } else {
      const target = whole.targets.get(name);
      // The whole service is the job, and has a key already.
      const key = name === service.name && target?.is === "service" ? target.key : names.take(name);
      const image = whole.images.get(service.name)?.key ?? key;
      const container = mapContainer(service, key, whole);
      jobs[key] = {
        schedule: written,
        ...container,
        ...(image !== key && { image }),
        ...(command !== undefined && { command: shellWords(command) }),
        ...tasksOf(variables),
        ...stopSecondsOf(service),
      };
      whole.findings.mapped.push({ about, says: `app.jobs.${key}: ${written}` });
    }
  }
  return jobs;
}

interface LabelledJob {
  readonly about: string;
  readonly name: string;
  readonly schedule: string;
  readonly command?: string;
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
    return job === undefined ? [] : [{ about, name: job, schedule, ...(command !== undefined && { command }) }];
  });
}
