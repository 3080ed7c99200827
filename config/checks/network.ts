import { contains, overlap, parseCidr, spanOf, usableAddresses, zoneBlocks } from "../../lib/cidr.ts";
import type { Config } from "../blocks.ts";
import { keyOf, type Path } from "../path.ts";
import { type Report, whyNot } from "../problem.ts";
import { profiles } from "../profiles.ts";
import { endpointOf, layoutOf } from "../resolve-network.ts";
import { taskCount } from "../resolve-services.ts";
import type { Where } from "../where.ts";

type NetworkConfig = NonNullable<Config["environment"]["network"]>;

const networkPath: Path = ["environment", "network"];
const cidrPath: Path = [...networkPath, "cidr"];
const zonesPath: Path = [...networkPath, "zones"];

/** The network has room for its zones and tasks, collides with no other, and its tasks have the ways out that they use. */
export function checkNetwork(config: Config, where: Where, report: Report): void {
  const { environment } = config;
  const { network = {} } = environment;
  if (network.existing) {
    checkExisting(network, network.existing.subnets, report);
    return;
  }
  const { cidr, zones, nat } = layoutOf(config);
  checkZones(zones, environment.aws.region, network.zones !== undefined, report);
  // A block that is none is wrong without a zone, too.
  const wrong = whyNot(() => Array.from({ length: Math.max(1, zones.length) }, (_, zone) => zoneBlocks(cidr, zone)));
  if (wrong !== undefined) {
    report.problem(cidrPath, undefined, wrong);
    return;
  }
  checkOverlap(cidr, environment.aws.accountId, where, report);
  checkRoom(config, cidr, zones.length, report);
  if (nat === "none") {
    checkWaysOut(config, report);
    checkSecretsInside(config, report);
  }
}

/** What a network of somebody else's leaves to say. */
function checkExisting(
  network: NetworkConfig,
  subnets: NonNullable<NetworkConfig["existing"]>["subnets"],
  report: Report,
): void {
  for (const key of ["cidr", "zones", "nat", "endpoints", "flowLogs"] as const) {
    if (network[key] !== undefined) {
      const says = `is a matter of whoever made slipway:environment.network.existing: remove one of the two`;
      report.problem([...networkPath, key], network[key], says);
    }
  }
  const path = [...networkPath, "existing", "subnets"];
  for (const [tier, ids] of Object.entries(subnets)) {
    if (new Set(ids).size < 2) {
      const says = `has ${new Set(ids).size}: a load balancer, services and databases need 2 or more, each in another zone`;
      report.problem([...path, tier], undefined, says);
    }
  }
  for (const tier of ["private", "data"] as const) {
    for (const [index, id] of subnets[tier].entries()) {
      if (subnets.public.includes(id)) {
        report.problem(
          [...path, tier, index],
          id,
          "is among the public subnets too: name one that the internet cannot reach",
        );
      }
    }
  }
}

function checkZones(zones: readonly string[], region: string, isGiven: boolean, report: Report): void {
  for (const [index, zone] of zones.entries()) {
    if (zone.slice(0, -1) !== region) {
      report.problem([...zonesPath, index], zone, `is no zone of ${region}: write it like ${region}a`);
    } else if (zones.indexOf(zone) !== index) {
      report.problem([...zonesPath, index], zone, "is there twice: remove it");
    }
  }
  if (zones.length < 2) {
    report.problem(zonesPath, undefined, `has ${zones.length}: a load balancer and a database need 2 or more`);
  } else if (!isGiven && region === "us-west-1") {
    report.problem(
      zonesPath,
      undefined,
      "is missing: which zones of us-west-1 an account has differs from account to account: name two",
    );
  }
}

/** Docker's own addresses; some of AWS's services use them inside a VPC. */
const dockers = "172.17.0.0/16";

function checkOverlap(cidr: string, accountId: string, { siblings = [] }: Where, report: Report): void {
  const neighbours = siblings.flatMap(({ stack, cidr: block, ...other }) =>
    other.accountId === accountId && block !== undefined ? [{ stack, block }] : [],
  );
  const taken = [
    { whose: "what Docker keeps to itself,", block: dockers },
    ...neighbours.map(({ stack, block }) => ({ whose: `the network of ${stack}, in the same account,`, block })),
  ];
  const free = freeBlocks.find((one) => taken.every(({ block }) => !collide(one, block)));
  const instead = free === undefined ? "use another block" : `use another block, like ${free}`;
  const hit = taken.filter(({ block }) => collide(cidr, block));
  if (hit.length > 0) {
    const others = hit.map(({ whose, block }) => `${whose} ${block} (${spanOf(block)})`).join("; and ");
    report.problem(cidrPath, cidr, `with ${spanOf(cidr)} overlaps ${others}: ${instead}`);
  }
}

/** Blocks that no profile begins with. */
const freeBlocks = Array.from({ length: 22 }, (_, index) => `10.${30 + index * 10}.0.0/16`);

/** Whether two blocks share addresses; what is no block is told where its stack is read. */
function collide(a: string, b: string): boolean {
  return whyNot(() => overlap(a, b)) === undefined && overlap(a, b);
}

/** Every task has an address, and a deployment has twice as many tasks for a while. */
function checkRoom({ app, environment }: Config, cidr: string, zones: number, report: Report): void {
  const usual = profiles[environment.profile].service;
  const services = Object.entries(app.services).map(([key, service]) => {
    const tuning = environment.services?.[key] ?? {};
    const byTheClock = tuning.scale?.schedules?.map((schedule) => schedule.max) ?? [];
    const max = Math.max(taskCount(service, tuning, usual).max, ...byTheClock);
    const isOne = service.kind === "worker" && service.exactlyOne;
    return { text: isOne ? key : `2 × ${max} of ${key}`, tasks: isOne ? 1 : 2 * max };
  });
  const jobs = Object.keys(app.jobs ?? {}).length;
  const needed = services.reduce((sum, { tasks }) => sum + tasks, jobs);
  const each = usableAddresses(zoneBlocks(cidr, 0).private);
  if (needed > zones * each) {
    const parts = [...services.map(({ text }) => text), ...(jobs > 0 ? [`${jobs} of jobs`] : [])].join(" + ");
    const says = `has too few addresses for tasks: ${zones} zones × ${each} = ${zones * each}, and a deployment may need ${parts} = ${needed}: use a wider block, more zones or a smaller max`;
    report.problem(cidrPath, cidr, says);
  }
}

/** Blocks of addresses that are not on the internet. */
const privateBlocks = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"];

function isPrivate(cidr: string): boolean {
  return privateBlocks.some((block) => contains(block, cidr));
}

/** Without a NAT gateway there is no way to anything on the internet. */
function checkWaysOut({ app }: Config, report: Report): void {
  const path = [...networkPath, "nat"];
  for (const [index, { port, to }] of (app.egress ?? []).entries()) {
    const isInside = to !== "any" && whyNot(() => parseCidr(to)) === undefined && isPrivate(to);
    if (!isInside) {
      const rule = keyOf(["app", "egress", index]);
      const says = `leaves no way to port ${port} of ${to}, which ${rule} opens: use single or per-zone, or remove the rule`;
      report.problem(path, "none", says);
    }
  }
  for (const { permissions = [], at } of permittedTasks(app)) {
    for (const [index, { actions }] of permissions.entries()) {
      const action = actions.find((one) => endpointOf(one) === undefined);
      if (action !== undefined) {
        const says = `leaves no way to what ${keyOf([...at, "permissions", index])} permits, ${action}: use single or per-zone, or remove the permission`;
        report.problem(path, "none", says);
      }
    }
  }
}

/** The endpoint of Secrets Manager is that of this region. */
function checkSecretsInside({ environment: { aws, secrets = {} } }: Config, report: Report): void {
  for (const [name, { arn }] of Object.entries(secrets)) {
    const region = arn.split(":")[3];
    if (region !== aws.region) {
      const says = `is in ${region}, and network.nat: none leaves tasks a way to the secrets of ${aws.region} only: replicate it there and name the replica, or use network.nat: single`;
      report.problem(["environment", "secrets", name, "arn"], arn, says);
    }
  }
}

function permittedTasks({ services, jobs = {} }: Config["app"]) {
  return [
    ...Object.entries(services).map(([key, { permissions }]) => ({ permissions, at: ["app", "services", key] })),
    ...Object.entries(jobs).map(([key, { permissions }]) => ({ permissions, at: ["app", "jobs", key] })),
  ];
}
