import type { ComposeService } from "./compose/service.ts";
import type { Findings } from "./findings.ts";
import type { Link } from "./links.ts";
import { mapVariables } from "./map-variables.ts";
import { upperCased } from "./names.ts";
import type { Role } from "./roles.ts";
import { byHost, type Target, type Targets } from "./targets.ts";
import type { MappedVariables, Use } from "./task-variables.ts";

/** What the variables of one task become, with the databases among what it uses. */
export interface TaskVariables extends MappedVariables {
  readonly databases: readonly string[];
}

interface All {
  readonly services: readonly ComposeService[];
  readonly targets: Targets;
  readonly roles: ReadonlyMap<string, Role>;
  readonly webAt: (link: Link) => string | undefined;
  readonly findings: Findings;
}

/** What the variables of each task become; a store that nobody names is used by all. */
export function variablesOfAll({ services, targets, roles, webAt, findings }: All): ReadonlyMap<string, TaskVariables> {
  const hosts = byHost(new Map([...targets].map(([name, target]) => [name, running(target, roles)])));
  const mapped = new Map(
    services.map((service) => {
      const role = roles.get(service.name)?.is;
      const isService = role === "web" || role === "worker";
      const isMade = role !== "once" && role !== "template";
      const around = {
        targets: hosts,
        webAt,
        isService,
        findings: isMade ? findings : { mapped: [], assumed: [], left: [] },
      };
      const own = isMade ? mapVariables(service, around) : nothing;
      return [service.name, using(own, isMade ? waitsFor(service, targets) : [])];
    }),
  );
  for (const target of targets.values()) {
    const isUsed = isStore(target) && [...mapped.values()].some(({ uses }) => uses.has(target.key));
    if (isStore(target) && !isUsed) {
      findings.assumed.push({ about: target.service.name, says: "nothing says who uses it: every service does" });
      for (const [name, own] of mapped) {
        mapped.set(name, using(own, [target.key]));
      }
    }
  }
  return new Map([...mapped].map(([name, own]) => [name, apart(own, targets)]));
}

/** What ends, or is not made, is reached by nobody. */
function running(target: Target, roles: ReadonlyMap<string, Role>): Target {
  const { is = "worker" } = roles.get(target.service.name) ?? {};
  return target.is === "service" && is !== "web" && is !== "worker" ? { is: "gone", service: target.service } : target;
}

const nothing: MappedVariables = { env: {}, secrets: [], uses: new Map(), ports: new Map(), addresses: {} };

function isStore(target: Target): target is Extract<Target, { readonly is: "database" | "cache" | "bucket" }> {
  return target.is === "database" || target.is === "cache" || target.is === "bucket";
}

function waitsFor({ after }: ComposeService, targets: Targets): readonly string[] {
  return [...after.keys()].flatMap((name) => {
    const target = targets.get(name);
    return target && isStore(target) ? [target.key] : [];
  });
}

function using(own: MappedVariables, keys: readonly string[]): MappedVariables {
  return { ...own, uses: new Map([...keys.map((key): [string, Use] => [key, {}]), ...own.uses]) };
}

/** Variables that hold URLs are told apart where a task uses several stores of a kind, or sets the usual one itself. */
function apart(own: MappedVariables, targets: Targets): TaskVariables {
  const kinds = new Map(
    [...targets.values()].flatMap((target) => (target.is === "gone" ? [] : [[target.key, target.is] as const])),
  );
  const named = [...own.uses.values()].flatMap(({ env }) => env ?? []);
  const taken = new Set([...Object.keys(own.env), ...own.secrets, ...named]);
  const uses = new Map(
    [...own.uses].map(([key, { env, ...use }]): [string, Use] => {
      const usual = usualName(key, kinds.get(key));
      const isFree = env === undefined ? !taken.has(usual) : env === usual;
      taken.add(usual);
      return [key, isFree ? use : { ...use, env: env ?? `SLIPWAY_${upperCased(key)}_URL` }];
    }),
  );
  return { ...own, uses, databases: [...uses.keys()].filter((key) => kinds.get(key) === "database") };
}

/** The variable that slipway takes where none is named. */
export function usualName(key: string, kind: Target["is"] | undefined): string {
  const ofStore: Readonly<Record<string, string>> = {
    database: "DATABASE_URL",
    cache: "REDIS_URL",
    bucket: `${upperCased(key)}_BUCKET`,
  };
  return ofStore[kind ?? ""] ?? `${upperCased(key)}_URL`;
}
