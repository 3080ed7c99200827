import type { Stack } from "../config/stack.ts";
import type { Use, Workload } from "../config/stack-tasks.ts";
import { replicaOf } from "../lib/replica-choice.ts";
import { repositoryId, workflows } from "./boxes/github.ts";
import { natZones } from "./boxes/network.ts";
import { registriesOf } from "./boxes/outside.ts";
import { topics } from "./boxes/watch.ts";
import type { Arrow } from "./environment-map.ts";

/** What leads to what, where no security group says so. */
export function otherArrows(stack: Stack): Arrow[] {
  return [
    ...wayArrows(stack),
    ...useArrows(stack),
    ...storeArrows(stack),
    ...watchArrows(stack),
    ...githubArrows(stack),
  ];
}

function wayArrows(stack: Stack): Arrow[] {
  const { domain, waf } = stack.edge;
  return [
    ...(domain ? [{ from: "dns", to: "edge", says: domain.dns.kind === "zone" ? "alias" : "CNAME" }] : []),
    ...(waf ? [{ from: "firewall", to: "edge", says: "looks at every request" }] : []),
    // Security groups let every task do this; the NAT gateways are its way.
    ...natZones(stack).flatMap((zone) => [
      { from: "cluster", to: `nat/${zone}`, says: "443" },
      { from: `nat/${zone}`, to: "internet", says: "443" },
    ]),
    ...registriesOf(stack).map((host) => ({ from: `registry/${host}`, to: "cluster", says: "images" })),
    { from: "secrets", to: "cluster", says: "read by ECS" },
  ];
}

/** What a task is given by name: of queues and buckets nothing else tells, of a database that was there already neither. */
function useArrows({ services, jobs, databases }: Stack): Arrow[] {
  const of = (from: string, { uses }: Pick<Workload, "uses">) =>
    Object.entries(uses).flatMap(([used, use]) => [
      { from, ...useText(used, use) },
      ...replicaArrows(from, used, use, databases),
    ]);
  return [
    ...Object.entries(services).flatMap(([name, service]) => of(`service/${name}`, service)),
    ...Object.entries(jobs).flatMap(([name, job]) => of(`job/${name}`, job)),
    ...Object.entries(databases).flatMap(([name, { migrate }]) => (migrate ? of(`migration/${name}`, migrate) : [])),
  ];
}

function useText(used: string, use: Use): Pick<Arrow, "to" | "says"> {
  const says = "access" in use ? use.access : "calls";
  return { to: `${use.store}/${used}`, says };
}

/** The group of its security lets it in to all of them; it logs in to one. */
function replicaArrows(from: string, used: string, use: Use, databases: Stack["databases"]): Arrow[] {
  if (use.store !== "database" || !use.replica) {
    return [];
  }
  const { existing, replicas = 0 } = databases[used] ?? {};
  const at = replicaOf(from.slice(from.indexOf("/") + 1), existing ? 0 : replicas);
  return at === undefined ? [] : [{ from, to: `replica/${used}/${at + 1}`, says: use.access }];
}

function storeArrows({ databases, restoreTest }: Stack): Arrow[] {
  const replicas = Object.entries(databases).flatMap(([name, { replicas: count, existing }]) =>
    Array.from({ length: existing ? 0 : count }, (_, at) => ({
      from: `database/${name}`,
      to: `replica/${name}/${at + 1}`,
      says: "replication",
    })),
  );
  const tested = Object.keys(restoreTest?.queries ?? {});
  return [
    ...replicas,
    ...tested.map((name) => ({ from: "restore-test", to: `database/${name}`, says: "restores its backups" })),
  ];
}

function watchArrows({ alarms }: Stack): Arrow[] {
  return topics.flatMap((topic) =>
    alarms[topic].map(({ key }) => ({ from: "alarms", to: `receiver/${topic}/${key}`, says: topic })),
  );
}

/** Who may deploy: a workflow, in an environment that GitHub lets it into, takes a role. */
function githubArrows({ github, databases }: Stack): Arrow[] {
  if (!github) {
    return [];
  }
  const { app, infrastructure, isOneRepository } = github;
  const gated = github.environment.gate === "environment";
  const jobs = Object.entries(workflows).map(([name, { role }]) => {
    const from = `workflow/${name}`;
    return role === "deploy" && gated
      ? { from, to: name === "deploy" ? "environment/deploy" : "environment/rollback", says: "runs in" }
      : { from, to: `role/${role}`, says: "OIDC" };
  });
  const gates = ["environment/deploy", "environment/rollback"].map((from) => ({
    from,
    to: "role/deploy",
    says: "OIDC",
  }));
  const migrated = Object.keys(databases).filter((name) => databases[name]?.migrate);
  return [
    ...(isOneRepository ? [] : [{ from: repositoryId(app), to: repositoryId(infrastructure), says: "new builds" }]),
    ...jobs,
    ...(gated ? gates : []),
    ...migrated.map((name) => ({ from: "role/deploy", to: `migration/${name}`, says: "before every release" })),
  ];
}
