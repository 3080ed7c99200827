import { cachesOf } from "./caches.ts";
import type { Compose } from "./compose/read-compose.ts";
import type { ComposeService } from "./compose/service.ts";
import { type Findings, noFindings } from "./findings.ts";
import { type AppImage, type ImageAnswers, imagesOf, keyedImages } from "./images.ts";
import type { Link } from "./links.ts";
import { type TaskVariables, variablesOfAll } from "./map-all-variables.ts";
import type { Whole } from "./map-container.ts";
import { mapService, type ServiceParts } from "./map-service.ts";
import { type Items, sizesOf } from "./map-sizes.ts";
import { type MappedTasks, mapTasks } from "./map-tasks.ts";
import { Names } from "./names.ts";
import { withPools } from "./pools.ts";
import { type Role, rolesOf } from "./roles.ts";
import { routesOf } from "./routes.ts";
import { secretKind } from "./secrets.ts";
import { bucketsOf, byHost, databasesOf, targetsOf } from "./targets.ts";

/** What a compose file becomes. */
export interface MappedApp {
  /** `slipway:app` without its name and where it is delivered from. */
  readonly app: Record<string, unknown>;
  readonly images: readonly AppImage[];
  /** `environment.services`, by service. */
  readonly sizes: Items;
  /** Variables that hold the address of a web service, by service: each place has another. */
  readonly addresses: Readonly<Record<string, Readonly<Record<string, Address>>>>;
  /** Secrets that people give. */
  readonly given: readonly string[];
  readonly hasWeb: boolean;
  /** Names by which the services of the file reach each other. */
  readonly hosts: ReadonlySet<string>;
  readonly findings: Findings;
}

/** A host under the domain of a place, and what comes after it. */
interface Address {
  readonly label: string;
  readonly rest: string;
}

/** Most likely what an image is called after. */
const ranks: readonly Role["is"][] = ["web", "worker", "job", "template", "migration", "once"];

/** Makes an app of a compose file: everything in it has a key now, or a sentence that says why not. */
export function mapApp(compose: Compose, answers: ImageAnswers): MappedApp {
  const findings = noFindings();
  const names = new Names();
  const targets = targetsOf(compose.services, names, findings);
  const roles = rolesOf(targets);
  const rank = ({ name }: ComposeService) => ranks.indexOf(roles.get(name)?.is ?? "once");
  const services = [...targets.values()].flatMap((target) => (target.is === "service" ? [target.service] : []));
  const images = keyedImages(
    imagesOf(
      services.toSorted((a, b) => rank(a) - rank(b)),
      answers,
      findings,
    ),
    new Names([]),
  );
  tellFile(compose, services, findings);
  const whole: Whole = { targets, images, findings };
  const webs = services.flatMap((service) => {
    const target = targets.get(service.name);
    return target?.is === "service" && roles.get(service.name)?.is === "web" ? [{ key: target.key, service }] : [];
  });
  if (webs.length === 0) {
    const says =
      "none publishes a port, so nothing is reached from outside: say kind: web, port and health of one that is";
    findings.assumed.push({ about: "services", says });
  }
  const routes = routesOf(webs, findings);
  const variables = variablesOfAll({ services, targets, roles, webAt: webAt(webs, routes), findings });
  const tasks = mapTasks({ services, roles, variables, whole, names });
  const parts = withPools(partsOf({ services, whole, roles, variables, routes }), findings);
  const lasting = services.filter(({ name }) => !["once", "template"].includes(roles.get(name)?.is ?? "once"));
  const mapped = Object.fromEntries(parts.map((part) => [part.key, mapService(part, lasting, whole)]));
  const used = imagesUsed(mapped, tasks, images);
  const secrets = [...new Set([...variables.values()].flatMap((own) => own.secrets))].toSorted();
  return {
    app: {
      images: Object.fromEntries(used.map(({ key, repository }) => [key, repository])),
      services: mapped,
      ...filled("jobs", tasks.jobs),
      ...filled("databases", withMigrations(databasesOf(targets, findings), tasks)),
      ...filled("caches", cachesOf(targets, queuesOf(parts), findings)),
      ...filled("buckets", bucketsOf(targets)),
      ...filled("secrets", Object.fromEntries(secrets.map((name) => [name, secretKind(name)]))),
    },
    images: used,
    sizes: sizesOf(parts),
    addresses: Object.fromEntries(parts.map(({ key, variables: { addresses } }) => [key, addresses])),
    given: secrets.filter((name) => secretKind(name) === "given"),
    hasWeb: webs.length > 0,
    hosts: new Set(byHost(targets).keys()),
    findings,
  };
}

function filled(key: string, items: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.keys(items).length === 0 ? {} : { [key]: items };
}

function tellFile({ others }: Compose, services: readonly ComposeService[], { assumed, left }: Findings): void {
  for (const key of others) {
    const says = "is not read: docker compose config prints the whole file, with what this stands for: read that one";
    left.push({ about: key, says });
  }
  for (const { name, missing, profiles } of services) {
    for (const { file, instead } of missing) {
      const read =
        instead === undefined ? "name its variables in env and secrets" : `its names were read from ${instead}`;
      left.push({ about: `${name}.env_file`, says: `${file} is not there: ${read}` });
    }
    if (profiles.length > 0) {
      const says = `runs with the profile ${profiles.join(", ")} only: take it out of the stack files if it is for development`;
      assumed.push({ about: `${name}.profiles`, says });
    }
  }
}

type Routes = ReturnType<typeof routesOf>;

/** Where a port of the developer's machine leads to: the domain itself, or a host under it. */
function webAt(webs: readonly { readonly key: string; readonly service: ComposeService }[], routes: Routes) {
  return ({ port }: Link): string | undefined => {
    const isAt = ({ service }: (typeof webs)[number]) =>
      service.ports.some(({ container, host }) => (host ?? container) === port);
    const web = port === undefined ? webs.find(({ key }) => routes.get(key) === undefined) : webs.find(isAt);
    const [route = "/"] = (web && routes.get(web.key)) ?? [];
    return web && (route.startsWith("/") ? "@" : (route.split("/")[0] ?? "@"));
  };
}

interface Parts {
  readonly services: readonly ComposeService[];
  readonly whole: Whole;
  readonly roles: ReadonlyMap<string, Role>;
  readonly variables: ReadonlyMap<string, TaskVariables>;
  readonly routes: Routes;
}

/** What runs all the time; one that another uses is to be found by its name. */
function partsOf({ services, whole: { targets }, roles, variables, routes }: Parts): readonly ServiceParts[] {
  const running = services.flatMap((service) => {
    const role = roles.get(service.name);
    const target = targets.get(service.name);
    const own = variables.get(service.name);
    const isRunning = (role?.is === "web" || role?.is === "worker") && target?.is === "service";
    return isRunning && own ? [{ key: target.key, service, role, variables: own }] : [];
  });
  const called = new Set(
    running.flatMap(({ key, variables: { uses } }) => [...uses.keys()].filter((used) => used !== key)),
  );
  const ports = new Map(running.flatMap(({ variables: own }) => [...own.ports]));
  return running.map((part) => {
    const port = ports.get(part.key);
    const isDiscoverable = called.has(part.key);
    return { ...part, routes: routes.get(part.key), isDiscoverable, ...(port !== undefined && { calledAt: port }) };
  });
}

function withMigrations(databases: Readonly<Items>, { migrations }: MappedTasks): Items {
  return Object.fromEntries(
    Object.entries(databases).map(([key, database]) => [
      key,
      { ...database, ...(migrations[key] && { migrate: migrations[key] }) },
    ]),
  );
}

/** The images that something runs. */
function imagesUsed(services: Items, { migrations, jobs }: MappedTasks, images: ReadonlyMap<string, AppImage>) {
  const tasks = [...Object.entries(services), ...Object.entries(jobs), ...Object.entries(migrations)];
  const keys = new Set(tasks.map(([key, { image = key }]) => image));
  return [...new Set(images.values())].filter(({ key }) => keys.has(key));
}

/** A cache that a worker uses is where its work waits. */
function queuesOf(parts: readonly ServiceParts[]): ReadonlySet<string> {
  const workers = parts.filter(({ role }) => role.is === "worker");
  return new Set(workers.flatMap(({ variables }) => [...variables.uses.keys()]));
}
