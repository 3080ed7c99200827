import { serversOf } from "../../config/relations.ts";
import type { Stack } from "../../config/stack.ts";
import type { Job, Route, WebService, Worker, Workload } from "../../config/stack-tasks.ts";
import { counted } from "../../lib/counted.ts";
import { readImageUri } from "../../lib/image-uri.ts";
import { cut, type Draft } from "./draft.ts";

/** The cluster, and all that runs in it: services, jobs, migrations. */
export function taskBoxes(stack: Stack): Draft[] {
  const servers = serversOf(stack);
  const inside = "cluster";
  return [
    {
      id: "cluster",
      kind: "cluster",
      name: "cluster",
      inside: "tier/private",
      facts: ["ECS on Fargate", ...(stack.logs.insights ? ["Container Insights"] : [])],
    },
    ...Object.entries(stack.services).map(([name, service]): Draft => {
      const called = servers[name] ? [`others call it http://${name}:${servers[name].port}`] : [];
      const facts = [...serviceFacts(service), ...called];
      return { id: `service/${name}`, kind: service.kind, name, inside, facts };
    }),
    ...Object.entries(stack.jobs).map(
      ([name, job]): Draft => ({ id: `job/${name}`, kind: "job", name, inside, facts: jobFacts(job) }),
    ),
    ...Object.entries(stack.databases).flatMap(([name, { migrate }]): Draft[] =>
      migrate
        ? [
            {
              id: `migration/${name}`,
              kind: "migration",
              name: `migration of ${name}`,
              inside,
              facts: [`at most ${counted(migrate.timeoutMinutes, "minute")}`, ...workloadFacts(migrate)],
            },
          ]
        : [],
    ),
  ];
}

function serviceFacts(service: WebService | Worker): string[] {
  return [
    tasksFact(service),
    ...(service.kind === "web" ? webFacts(service) : []),
    ...workloadFacts(service),
    ...(service.scaleOn ? [`scales with the queue ${queueOf(service)}`] : []),
    ...(service.exec ? ["a shell can be opened in it"] : []),
  ];
}

function tasksFact({ min, max, off, spot }: WebService | Worker): string {
  if (off) {
    return "switched off";
  }
  const tasks = min === max ? counted(max, "task") : `${min} to ${counted(max, "task")}`;
  return spot ? `${tasks} on Spot` : tasks;
}

function webFacts({ routes, port, health, deploy }: WebService): string[] {
  return [
    cut(routes.length > 0 ? `answers ${routes.map(routeText).join(", ")}` : "no route leads to it"),
    cut(`port ${port}, healthy at ${health.path}`),
    ...(deploy.strategy === "rolling" ? [] : [`deployed ${deploy.strategy}`]),
  ];
}

function routeText({ host, path }: Route): string {
  return `${host ?? ""}${path}`;
}

function queueOf({ scaleOn }: WebService | Worker): string {
  return scaleOn?.kind === "cache" ? `${scaleOn.name} in ${scaleOn.of}` : `${scaleOn?.of}`;
}

function jobFacts(job: Job): string[] {
  return [
    ...(job.paused ? ["paused"] : []),
    cut(job.schedule),
    ...(job.schedule.startsWith("cron") ? [`in ${job.timeZone}`] : []),
    ...workloadFacts(job),
  ];
}

/** Of secrets only how many there are. */
function workloadFacts({ cpu, memoryMiB, image, command, secrets, env, sidecars, volumes }: Workload): string[] {
  const beside = Object.keys(sidecars);
  return [
    `${cpu / 1024} vCPU, ${memoryMiB / 1024} GiB, ${image.architecture}`,
    cut(imageText(image.uri)),
    ...(command ? [cut(command.join(" "))] : []),
    [counted(Object.keys(env).length, "variable"), counted(secrets.length, "secret")].join(", "),
    ...(beside.length > 0 ? [cut(`beside it: ${beside.join(", ")}`)] : []),
    ...(Object.keys(volumes).length > 0
      ? [
          cut(
            `files at ${Object.values(volumes)
              .map(({ path }) => path)
              .join(", ")}`,
          ),
        ]
      : []),
  ];
}

/** As much of a digest as people compare. */
function imageText(uri: string): string {
  const { repository, digest, tag } = readImageUri(uri);
  const build = digest?.replace(/^sha256:/, "").slice(0, 12) ?? tag;
  return `${repository.split("/").at(-1)}${build === undefined ? "" : ` ${build}`}`;
}
