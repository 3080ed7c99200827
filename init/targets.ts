import { isReservedDatabaseName } from "../config/database-names.ts";
import { postgresVersions } from "../config/schema/database.ts";
import type { ComposeService } from "./compose/service.ts";
import type { Findings } from "./findings.ts";
import { type Kind, kindOf, tagOf } from "./kinds.ts";
import type { Names } from "./names.ts";
import { tellStore } from "./store-losses.ts";

/** What a host of the compose file is on AWS. */
export type Target =
  | { readonly is: "database" | "cache" | "bucket"; readonly key: string; readonly service: ComposeService }
  | { readonly is: "service"; readonly key: string; readonly service: ComposeService }
  | { readonly is: "gone"; readonly service: ComposeService };

/** What each service of the compose file is, by its name. */
export type Targets = ReadonlyMap<string, Target>;

/** Says of every service what it is on AWS, and writes down what nothing is made of. */
export function targetsOf(services: readonly ComposeService[], names: Names, findings: Findings): Targets {
  return new Map(services.map((service) => [service.name, targetOf(service, kindOf(service), names, findings)]));
}

function targetOf(service: ComposeService, kind: Kind, names: Names, findings: Findings): Target {
  const { mapped, left } = findings;
  const { name, image = name } = service;
  const tell = (map: string, key: string) => mapped.push({ about: name, says: `app.${map}.${key}` });
  switch (kind.is) {
    case "app":
      return { is: "service", key: names.take(name), service };
    case "database": {
      const key = names.take(isReservedDatabaseName(name.replaceAll("-", "_")) ? "main" : name);
      tell("databases", key);
      tellStore(service, kind.is, key, findings);
      return { is: "database", key, service };
    }
    case "cache":
    case "bucket": {
      const key = names.take(name);
      tell(kind.is === "cache" ? "caches" : "buckets", key);
      if (kind.is === "cache") {
        tellStore(service, kind.is, key, findings);
      }
      return { is: kind.is, key, service };
    }
    case "proxy":
      left.push({ about: name, says: `${image}: the load balancer takes its place: say in routes what goes where` });
      return { is: "gone", service };
    case "none":
      left.push({ about: name, says: `${image}: ${kind.why}: ${kind.instead}` });
      return { is: "gone", service };
  }
}

/** By every name that services reach each other by. */
export function byHost(targets: Targets): Targets {
  const all = [...targets.values()];
  return new Map([
    ...all.flatMap((target) => target.service.aliases.map((alias): [string, Target] => [alias, target])),
    ...targets,
  ]);
}

/** Databases of the app, with the nearest version that RDS has. */
export function databasesOf(
  targets: Targets,
  { assumed }: Findings,
): Readonly<Record<string, Record<string, unknown>>> {
  return Object.fromEntries(
    of(targets, "database").map(({ key, service }) => {
      const kind = kindOf(service);
      const tag = tagOf(service.image ?? "") ?? "";
      const wanted = /pg(\d+)/.exec(tag)?.[1] ?? /^\d+/.exec(tag)?.[0];
      const version = nearest(wanted, postgresVersions, "17");
      if (version !== wanted) {
        const why = wanted === undefined ? "does not say its version" : `is version ${wanted}, which RDS has not`;
        assumed.push({
          about: `${service.name}.image`,
          says: `${service.image ?? service.name} ${why}: version is ${version}`,
        });
      }
      const extensions = kind.is === "database" && kind.extensions.length > 0 ? { extensions: kind.extensions } : {};
      return [key, { engine: "postgres", version, ...extensions }];
    }),
  );
}

function nearest(wanted: string | undefined, known: readonly string[], usual: string): string {
  const versions = known.map(Number);
  const number = wanted === undefined ? Number(usual) : Number(wanted);
  return String(Math.min(Math.max(number, ...versions.slice(0, 1)), Math.max(...versions)));
}

/** Buckets of the app. */
export function bucketsOf(targets: Targets): Readonly<Record<string, Record<string, unknown>>> {
  return Object.fromEntries(of(targets, "bucket").map(({ key }) => [key, {}]));
}

function of(targets: Targets, is: "database" | "bucket") {
  return [...targets.values()].flatMap((target) => (target.is === is ? [target] : []));
}
