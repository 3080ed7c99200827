/** How the requests move from the old tasks of a service to the new ones. */
export interface Shift {
  readonly strategy: "rolling" | "blue-green" | "canary" | "linear";
  readonly percent: number;
  readonly stepMinutes: number;
  readonly bakeMinutes: number;
}

/** Minutes that a deployment waits on purpose, and the sum in words; tasks that start and stop come on top. */
export interface Waits {
  readonly minutes: number;
  /** `2 (first 10 %) + 3 (bake) = 5 minutes`. */
  readonly sum: string;
}

/** What a strategy waits for. */
export function waitsOf({ strategy, percent, stepMinutes, bakeMinutes }: Shift): Waits {
  const steps = stepsOf(strategy, percent);
  const minutes = steps * stepMinutes + bakeMinutes;
  const first = `${stepMinutes} (first ${percent} %)`;
  const each = `${steps} × ${stepMinutes} (steps of ${percent} %)`;
  const parts = [...(steps > 0 ? [strategy === "canary" ? first : each] : []), `${bakeMinutes} (bake)`];
  return { minutes, sum: `${parts.join(" + ")} = ${minutes} minutes` };
}

/**
 * Waits between steps; there is none after the last, which has all requests.
 * Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-ecs-service-linearconfiguration.html
 */
function stepsOf(strategy: Shift["strategy"], percent: number): number {
  if (strategy === "linear") {
    return Math.ceil(100 / percent) - 1;
  }
  return strategy === "canary" && percent < 100 ? 1 : 0;
}

/** The numbers of a service that decide how long its deployment takes. */
export type Deployed = {
  readonly stopSeconds: number;
  readonly containerHealth?: { readonly intervalSeconds: number };
  readonly rollbackOn: readonly unknown[];
  /** Its release is a rollback, which no alarm takes back, so that ECS does not watch it. */
  readonly isGoingBack?: boolean;
} & (
  | {
      readonly kind: "web";
      readonly health: { readonly intervalSeconds: number; readonly healthyAfter: number };
      readonly deregistrationSeconds: number;
      readonly deploy: Shift;
    }
  | { readonly kind: "worker" }
);

/** One stretch of a deployment, as a reader knows it. */
interface Stretch {
  readonly name: string;
  readonly seconds: number;
}

/** What Fargate takes for a network interface, an image of some hundred MB and the process: half a minute to two. */
const startSeconds = 60;
/** How far back the quick ones of our rollback alarms look; with `rolling` ECS takes the time that it watches from them. */
const watchSeconds = 180;

/** What a deployment of one service does, one after the other, when nothing goes wrong. */
function stretchesOf(service: Deployed): readonly Stretch[] {
  const stretches = service.kind === "web" ? webStretches(service) : [];
  return [
    { name: "start", seconds: startSeconds },
    ...(service.containerHealth ? [{ name: "own check", seconds: service.containerHealth.intervalSeconds }] : []),
    ...stretches,
    { name: "stop", seconds: service.stopSeconds },
    ...(isRolling(service) && service.rollbackOn.length > 0 && !service.isGoingBack
      ? [{ name: "watch", seconds: watchSeconds }]
      : []),
  ];
}

function isRolling(service: Deployed): boolean {
  return service.kind === "worker" || service.deploy.strategy === "rolling";
}

function webStretches({ health, deploy, deregistrationSeconds }: Extract<Deployed, { kind: "web" }>): Stretch[] {
  const waits = deploy.strategy === "rolling" ? 0 : waitsOf(deploy).minutes * 60;
  return [
    { name: "healthy", seconds: health.healthyAfter * health.intervalSeconds },
    ...(waits > 0 ? [{ name: deploy.strategy, seconds: waits }] : []),
    { name: "drain", seconds: deregistrationSeconds },
  ];
}

/** Seconds that a deployment of one service takes when nothing goes wrong. */
export function deploySeconds(service: Deployed): number {
  return stretchesOf(service).reduce((sum, { seconds }) => sum + seconds, 0);
}

/** How long a release takes until all of it runs. */
export interface DeployTime {
  /** Without the migrations, whose length depends on the data. */
  readonly minutes: number;
  /** Most that the migrations may take: they run at the same time. */
  readonly migrationMinutes: number;
  /** `worker mail 1.5 (start 1, stop 0.5) + web api 6.7 (…) = 8.2 minutes, after a migration of at most 15`. */
  readonly sum: string;
}

/**
 * The sum for a stack: its workers at the same time, then its web services at the same time, of which the slowest count;
 * in a rollback all of them at the same time.
 */
export function deployTime(
  services: Readonly<Record<string, Deployed>>,
  migrations: readonly { readonly timeoutMinutes: number }[],
): DeployTime {
  const all = Object.entries(services);
  const byKind = ["worker", "web"].flatMap((wanted) => slowestOf(all.filter(([, { kind }]) => kind === wanted)));
  const slowest = byKind.some(([, { isGoingBack }]) => isGoingBack) ? slowestOf(byKind) : byKind;
  const seconds = slowest.reduce((sum, [, service]) => sum + deploySeconds(service), 0);
  const migrationMinutes = Math.max(0, ...migrations.map(({ timeoutMinutes }) => timeoutMinutes));
  const after = migrationMinutes === 0 ? "" : `, after a migration of at most ${migrationMinutes}`;
  return {
    minutes: inMinutes(seconds),
    migrationMinutes,
    sum: `${slowest.map(describe).join(" + ") || "nothing"} = ${inMinutes(seconds)} minutes${after}`,
  };
}

function slowestOf(services: readonly [string, Deployed][]): [string, Deployed][] {
  return services.toSorted(([, one], [, other]) => deploySeconds(other) - deploySeconds(one)).slice(0, 1);
}

function describe([name, service]: [string, Deployed]): string {
  const parts = stretchesOf(service).map((stretch) => `${stretch.name} ${inMinutes(stretch.seconds)}`);
  const whose = name === service.kind ? name : `${service.kind} ${name}`;
  return `${whose} ${inMinutes(deploySeconds(service))} (${parts.join(", ")})`;
}

/** To a tenth: 90 seconds are 1.5. */
function inMinutes(seconds: number): number {
  return Math.round(seconds / 6) / 10;
}
