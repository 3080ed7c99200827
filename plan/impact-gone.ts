import { isDeepStrictEqual } from "node:util";
import type { Change } from "./change.ts";
import type { PlannedResource } from "./plan.ts";

/** What people miss when it goes, and what is said of it; in the order in which it is told. */
const missed: readonly { readonly type: string; readonly says: string }[] = [
  { type: "aws:ecs/service:Service", says: "" },
  { type: "aws:scheduler/schedule:Schedule", says: " (job)" },
  { type: "aws:rds/instance:Instance", says: " (database), with what is in it" },
  { type: "aws:elasticache/replicationGroup:ReplicationGroup", says: " (cache), with what is in it" },
  { type: "aws:s3/bucket:Bucket", says: " (bucket), with what is in it" },
  { type: "aws:efs/fileSystem:FileSystem", says: " (files), with what is in it" },
  { type: "aws:sqs/queue:Queue", says: " (queue), with what is in it" },
];

const rule = "aws:lb/listenerRule:ListenerRule";

/** Types of which a change is told before that of others: what runs, how it is reached, when it starts, what it keeps. */
export const toldFirst: readonly string[] = [missed[0]?.type ?? "", rule, ...missed.slice(1).map(({ type }) => type)];

/** A line for each service, job and store that goes for good, a service with the routes that nobody else takes over. */
export function goneOf(changes: readonly Change[]): string[] {
  const gone = changes.flatMap(({ what, before }) => (what === "delete" && before ? [before] : []));
  const routes = Map.groupBy(lostRoutes(changes, gone), nameOf);
  const told = missed.flatMap(({ type, says }) =>
    gone
      .filter((one) => one.type === type && !one.retainOnDelete)
      .map((one) => ({ name: nameOf(one), says, isService: type === missed[0]?.type })),
  );
  const services = new Set(told.flatMap(({ name, isService }) => (isService ? [name] : [])));
  return [
    ...told.map(({ name, says, isService }) => {
      const own = (isService && routes.get(name)) || [];
      return own.length > 0 ? `${name}, with its ${routesText(own)}` : `${name}${says}`;
    }),
    ...[...routes].flatMap(([name, own]) => (services.has(name) ? [] : [`${routesText(own)} of ${name}`])),
  ];
}

/** Rules that go, and whose requests no other rule takes. */
function lostRoutes(changes: readonly Change[], gone: readonly PlannedResource[]): PlannedResource[] {
  const left = changes.flatMap(({ after }) => (after?.type === rule ? [after.inputs.conditions] : []));
  return gone.filter(
    ({ type, inputs }) => type === rule && !left.some((one) => isDeepStrictEqual(one, inputs.conditions)),
  );
}

function routesText(rules: readonly PlannedResource[]): string {
  const routes = rules.map(routeOf);
  return `${routes.length === 1 ? "route" : "routes"} ${routes.join(", ")}`;
}

/** `/api/*`, `api.example.com/*` */
function routeOf({ inputs }: PlannedResource): string {
  const conditions: readonly unknown[] = Array.isArray(inputs.conditions) ? inputs.conditions : [];
  const valuesOf = (key: string) => conditions.flatMap((one) => Object(Object(Object(one)[key]).values)[0] ?? []);
  return `${valuesOf("hostHeader").join("")}${valuesOf("pathPattern").join("")}`;
}

function nameOf({ path }: PlannedResource): string {
  return path.split("/")[0] ?? path;
}
