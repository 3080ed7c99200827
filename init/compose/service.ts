import { isSecret } from "../secrets.ts";
import { type HealthCheck, healthOf } from "./health.ts";
import { interpolate, type Put } from "./interpolate.ts";
import { type Mount, mountsOf } from "./mounts.ts";
import { type Port, portsOf } from "./ports.ts";
import { shellWords } from "./shell-words.ts";
import { listOf, mappingOf, mebibytesOf, pairsOf, secondsOf, textOf, textsOf } from "./values.ts";
import { type VariablesOf, variablesOf } from "./variables.ts";

/** A service of a compose file; what it does not say is absent or empty. */
export interface ComposeService extends VariablesOf {
  readonly name: string;
  readonly image?: string;
  /** Context, Dockerfile and stage: services that have them alike have one image. */
  readonly build?: string;
  readonly command: readonly string[];
  readonly entryPoint: readonly string[];
  readonly ports: readonly Port[];
  /** Ports for the other services alone. */
  readonly expose: readonly Port[];
  readonly health?: HealthCheck;
  readonly mounts: readonly Mount[];
  /** Services that it is started after or linked to, and whether it waits for their end. */
  readonly after: ReadonlyMap<string, "start" | "end">;
  readonly labels: ReadonlyMap<string, string | undefined>;
  /** Other names by which services reach it. */
  readonly aliases: readonly string[];
  readonly size: { readonly replicas?: number; readonly cpus?: number; readonly memoryMiB?: number };
  readonly profiles: readonly string[];
  readonly restart?: string;
  readonly user?: string;
  readonly stopSeconds?: number;
  /** What variables that hold secrets have put into its texts: nobody is shown these. */
  readonly secretTexts: readonly string[];
  /** Keys that say something which nothing is made of. */
  readonly others: readonly string[];
}

/** Where the file is, and the values of its variables. */
export interface Surroundings {
  readonly folder: string;
  readonly given: ReadonlyMap<string, string>;
}

/** Keys that are read here. */
const read = [
  ...["image", "build", "command", "entrypoint", "environment", "env_file", "ports", "expose", "healthcheck"],
  ...["volumes", "tmpfs", "depends_on", "links", "labels", "container_name", "hostname", "profiles", "restart", "user"],
  ...["stop_grace_period", "deploy", "scale", "cpus", "mem_limit"],
];
/** Keys of which a task on Fargate lacks nothing. */
const harmless = [
  ...["networks", "logging", "init", "tty", "stdin_open", "read_only", "security_opt", "cap_drop", "pull_policy"],
  ...["mem_reservation", "memswap_limit", "mem_swappiness", "cpu_shares", "cpu_count", "cpu_percent", "cpuset"],
  ...["attach", "develop", "annotations", "domainname", "mac_address", "oom_score_adj", "version"],
];

/** Takes a service of a compose file apart. */
export function readService(
  name: string,
  written: ReadonlyMap<string, unknown>,
  { folder, given }: Surroundings,
): ComposeService {
  const put: Put[] = [];
  const service = mappingOf(interpolated(new Map([...written].filter(([key]) => !isOfVariables(key))), given, put));
  const image = textOf(service.get("image"));
  const build = buildOf(service.get("build"));
  const aliases = textsOf([service.get("container_name"), service.get("hostname")]);
  const health = healthOf(service.get("healthcheck"), [name, ...aliases]);
  const stopSeconds = secondsOf(service.get("stop_grace_period"));
  const restart = textOf(service.get("restart"));
  const user = textOf(service.get("user"));
  return {
    ...variablesOf(written, folder, given),
    name,
    ...(image !== undefined && { image }),
    ...(build !== undefined && { build }),
    command: wordsOf(service.get("command")),
    entryPoint: wordsOf(service.get("entrypoint")),
    ports: portsOf(service.get("ports")),
    expose: portsOf(service.get("expose")),
    ...(health && { health }),
    mounts: mountsOf(service),
    after: afterOf(service),
    labels: new Map([...pairsOf(service.get("labels")), ...pairsOf(mappingOf(service.get("deploy")).get("labels"))]),
    aliases,
    size: sizeOf(service),
    profiles: textsOf(service.get("profiles")),
    ...(restart !== undefined && { restart }),
    ...(user !== undefined && { user }),
    ...(stopSeconds !== undefined && { stopSeconds }),
    secretTexts: put.flatMap((part) => (part.value !== "" && isSecret(part.name, part.value) ? [part.value] : [])),
    others: [...service].flatMap(([key, value]) => (isUnread(key, value) ? [key] : [])),
  };
}

function isUnread(key: string, value: unknown): boolean {
  const isUsual = key === "platform" && /amd64|x86_64/.test(textOf(value) ?? "");
  return key === "ports"
    ? hasUnreadPort(value)
    : !isUsual && !read.includes(key) && !harmless.includes(key) && !key.startsWith("x-");
}

/** One whose number is that of a variable without a value. */
function hasUnreadPort(ports: unknown): boolean {
  return listOf(ports).some((port) => portsOf([port]).length === 0);
}

/** What is read with its variables in place, so that it is seen which have no value. */
function isOfVariables(key: string): boolean {
  return key === "environment" || key === "env_file";
}

function interpolated(value: unknown, given: ReadonlyMap<string, string>, put: Put[]): unknown {
  if (typeof value === "string") {
    const done = interpolate(value, given);
    put.push(...done.put);
    return done.text;
  }
  if (Array.isArray(value)) {
    return value.map((entry) => interpolated(entry, given, put));
  }
  return value instanceof Map
    ? new Map([...mappingOf(value)].map(([key, held]) => [key, interpolated(held, given, put)]))
    : value;
}

function wordsOf(value: unknown): readonly string[] {
  return typeof value === "string" ? shellWords(value) : textsOf(value);
}

function buildOf(value: unknown): string | undefined {
  if (value === undefined || value === null) {
    return undefined;
  }
  const build = mappingOf(value);
  const parts = [textOf(value) ?? textOf(build.get("context")) ?? ".", build.get("dockerfile"), build.get("target")];
  return parts.flatMap((part) => textOf(part) ?? []).join(" ");
}

function afterOf(service: ReadonlyMap<string, unknown>): ReadonlyMap<string, "start" | "end"> {
  const dependsOn = service.get("depends_on");
  const links = textsOf(service.get("links")).map((link) => link.split(":")[0] ?? link);
  const conditions = [...mappingOf(dependsOn)].map(([name, given]): [string, "start" | "end"] => [
    name,
    mappingOf(given).get("condition") === "service_completed_successfully" ? "end" : "start",
  ]);
  const plain = [...links, ...textsOf(dependsOn)].map((name): [string, "start"] => [name, "start"]);
  return new Map([...plain, ...conditions]);
}

function sizeOf(service: ReadonlyMap<string, unknown>): ComposeService["size"] {
  const deploy = mappingOf(service.get("deploy"));
  const limits = mappingOf(mappingOf(deploy.get("resources")).get("limits"));
  const replicas = positive(textOf(deploy.get("replicas")) ?? textOf(service.get("scale")));
  const cpus = positive(textOf(limits.get("cpus")) ?? textOf(service.get("cpus")));
  const [memoryMiB] = listOf(mebibytesOf(limits.get("memory")) ?? mebibytesOf(service.get("mem_limit")));
  return {
    ...(replicas !== undefined && { replicas: Math.round(replicas) }),
    ...(cpus !== undefined && { cpus }),
    ...(typeof memoryMiB === "number" && memoryMiB > 0 && { memoryMiB }),
  };
}

function positive(text: string | undefined): number | undefined {
  const number = Number(text ?? Number.NaN);
  return number > 0 ? number : undefined;
}
