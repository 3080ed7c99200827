import type { Arrow, Box, BoxKind, EnvironmentMap } from "../../../map/environment-map.ts";

type Rest = Partial<Omit<Box, "id" | "kind">>;

function box(id: string, kind: BoxKind, rest: Rest = {}): Box {
  return { id, kind, name: id.split("/").at(-1) ?? id, facts: [], alarms: [], resources: 1, ...rest };
}

function arrow(from: string, to: string, says: string, rest: Partial<Arrow> = {}): Arrow {
  return { from, to, says, ...rest };
}

const zones = ["eu-north-1a", "eu-north-1b", "eu-north-1c"];

function tier(name: string, inside: string, third: number): Box[] {
  return [
    box(`tier/${name}`, "tier", { name: `${name} subnets`, inside }),
    ...zones.map((zone, index) =>
      box(`subnet/${name}-${zone}`, "subnet", {
        name: zone,
        inside: `tier/${name}`,
        facts: [`10.20.${third + index * 16}.0/20`],
      }),
    ),
  ];
}

const alarmsOf = (of: string, ...kinds: string[]) => kinds.map((kind) => `harbour-production-${of}-${kind}`);

/** An environment as production has it: everything once, most of it twice. */
export const production: EnvironmentMap = {
  project: "harbour",
  stack: "production",
  title: "production of harbour",
  facts: ["222222222222, eu-north-1", "https://harbour.example.com", "release 1.4.1"],
  usdPerMonth: 612.4,
  boxes: [
    box("people", "people", { name: "internet" }),
    box("dns", "dns", { name: "harbour.example.com", facts: ["A and AAAA to the load balancer"], usdPerMonth: 0.5 }),
    box("network", "network", { name: "network", facts: ["10.20.0.0/16 over 3 zones"], resources: 31 }),
    ...tier("public", "network", 0),
    box("firewall", "firewall", { inside: "tier/public", facts: ["4 rules, 2000 requests in 5 minutes"] }),
    box("edge", "edge", {
      name: "load balancer",
      inside: "tier/public",
      facts: ["443 by TLS 1.3, 80 leads to it", "api/*, /api/* to api", "everything else to web"],
      usdPerMonth: 27.4,
      alarms: alarmsOf("edge", "broken", "rejected", "tls"),
      resources: 14,
    }),
    box("nat", "nat", { name: "NAT", inside: "tier/public", facts: ["one a zone"], usdPerMonth: 112.3, resources: 6 }),
    ...tier("private", "network", 64),
    box("service/api", "web", {
      inside: "tier/private",
      facts: ["2 to 12 tasks, 0.5 vCPU, 1 GiB", "port 8000, health /api/health"],
      usdPerMonth: 74.1,
      alarms: alarmsOf("api", "broken", "slow", "memory", "restarts"),
      resources: 22,
    }),
    box("service/web", "web", {
      inside: "tier/private",
      facts: ["2 to 6 tasks, 0.25 vCPU, 0.5 GiB", "port 8080, health /healthz"],
      usdPerMonth: 22.6,
      alarms: alarmsOf("web", "broken", "slow", "memory"),
      resources: 19,
    }),
    box("service/worker", "worker", {
      inside: "tier/private",
      facts: ["2 to 6 tasks, 0.5 vCPU, 1 GiB"],
      usdPerMonth: 41.2,
      alarms: alarmsOf("worker", "memory", "restarts", "queue-waits"),
      resources: 15,
    }),
    box("job/nightly", "job", {
      inside: "tier/private",
      facts: ["03:00, Europe/Stockholm", "0.25 vCPU, 0.5 GiB"],
      usdPerMonth: 0.2,
      alarms: alarmsOf("nightly", "failed", "missed"),
      resources: 9,
    }),
    box("migration/main", "migration", {
      name: "alembic upgrade head",
      inside: "tier/private",
      facts: ["before every release"],
      resources: 5,
    }),
    ...tier("data", "network", 128),
    box("database/main", "database", {
      inside: "tier/data",
      facts: ["postgres 17, db.t4g.medium, 2 zones", "50 to 200 GiB"],
      usdPerMonth: 168.9,
      alarms: alarmsOf("main", "broken", "slow", "storage", "connections"),
      resources: 16,
    }),
    box("replica/main-1", "replica", {
      name: "main, replica 1",
      inside: "tier/data",
      facts: ["db.t4g.medium"],
      usdPerMonth: 81.2,
      alarms: alarmsOf("main-replica-1", "lag"),
    }),
    box("cache/cache", "cache", {
      inside: "tier/data",
      facts: ["valkey 8.1, cache.t4g.small, 2 nodes"],
      usdPerMonth: 58.4,
      alarms: alarmsOf("cache", "broken", "slow"),
      resources: 11,
    }),
    box("secrets", "secrets", { name: "secrets", facts: ["3 of the app, 7 logins"], usdPerMonth: 4, resources: 10 }),
    box("bucket/logs", "bucket", { name: "access logs", facts: ["kept for 90 days"], usdPerMonth: 1.2, resources: 6 }),
    box("external/ghcr.io", "external", { name: "ghcr.io", facts: ["3 images by digest"] }),
    box("alarms", "alarms", { name: "alarms", facts: ["page and notify"], usdPerMonth: 4.2, resources: 44 }),
    box("receiver/page", "receiver", { name: "page", inside: "alarms", facts: ["on-call@harbour.example.com"] }),
    box("receiver/notify", "receiver", { name: "notify", inside: "alarms", facts: ["developers@harbour.example.com"] }),
    box("repository", "repository", { name: "acme/harbour", facts: ["managed by this stack"], resources: 7 }),
    box("environment/production", "environment", {
      name: "production",
      inside: "repository",
      facts: ["waits for ines-acme or platform"],
      resources: 3,
    }),
    box("role/deploy", "role", {
      name: "harbour-production-deploy",
      facts: ["by OIDC, from main alone"],
      resources: 4,
    }),
  ],
  arrows: [
    arrow("people", "dns", "443, 80"),
    arrow("dns", "edge", "443"),
    arrow("firewall", "edge", "filters"),
    arrow("edge", "service/api", "8000"),
    arrow("edge", "service/web", "8080"),
    arrow("edge", "bucket/logs", "access log"),
    arrow("service/api", "database/main", "5432"),
    arrow("service/api", "cache/cache", "6379"),
    arrow("service/worker", "database/main", "5432"),
    arrow("service/worker", "replica/main-1", "5432"),
    arrow("service/worker", "cache/cache", "6379"),
    arrow("job/nightly", "database/main", "5432"),
    arrow("migration/main", "database/main", "5432"),
    arrow("database/main", "replica/main-1", "replicates"),
    arrow("tier/private", "nat", "443"),
    arrow("nat", "external/ghcr.io", "443"),
    arrow("tier/private", "secrets", "reads"),
    arrow("network", "alarms", "metrics"),
    arrow("environment/production", "role/deploy", "OIDC"),
    arrow("role/deploy", "network", "deploys"),
  ],
};

/** Production against staging: two services gone, one smaller, one more. */
export const compared: EnvironmentMap = {
  ...production,
  title: "staging against production",
  compared: { before: "staging", after: "production" },
  boxes: production.boxes.map((one) => {
    switch (one.id) {
      case "service/api":
        return { ...one, difference: "changed", changes: ["tasks 1 to 2 → 2 to 12", "cpu 256 → 512"] };
      case "replica/main-1":
        return { ...one, difference: "added" };
      case "network":
        return { ...one, difference: "changed", changes: ["zones 2 → 3"] };
      case "job/nightly":
        return { ...one, difference: "removed" };
      default:
        return one;
    }
  }),
  arrows: production.arrows.map((one) => {
    if (one.to === "replica/main-1") {
      return { ...one, difference: "added" };
    }
    return one.from === "job/nightly" ? { ...one, difference: "removed" } : one;
  }),
};

const evil = `</script><script>alert(1)</script><img src=x onerror="alert(2)">'\`&quot;\${1}`;

/** Names as nobody should give them. */
export const hostile: EnvironmentMap = {
  project: evil,
  stack: evil,
  title: evil,
  facts: [evil, "é".repeat(300)],
  usdPerMonth: 1e7,
  boxes: [
    box(evil, "network", { name: evil, facts: [evil] }),
    box("a/\"'<>&", "web", { name: "W".repeat(300), inside: evil, facts: ["W".repeat(300), evil], alarms: [evil] }),
    box("b", "worker", { name: "👩‍👩‍👧‍👦".repeat(80), inside: evil, facts: ["部署环境".repeat(60)] }),
    box("c", "subnet", { name: "מסד נתונים", inside: evil, facts: [] }),
    box("__proto__", "queue", { name: "", facts: [""] }),
  ],
  arrows: [arrow("a/\"'<>&", "b", evil), arrow("b", "__proto__", ""), arrow("b", "b", "itself"), arrow("c", evil, "x")],
};

/** Nothing at all, as before the first service. */
export const empty: EnvironmentMap = {
  project: "harbour",
  stack: "staging",
  title: "staging of harbour",
  facts: [],
  usdPerMonth: 0,
  boxes: [],
  arrows: [],
};
