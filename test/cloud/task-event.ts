/** What differs from one stopped task to another. */
export interface Stopped {
  /** `service:shop-staging-mail` */
  readonly group: string;
  /** Exit codes by container, in the order of the event; undefined for one that never ran. */
  readonly exitCodes: Readonly<Record<string, number | undefined>>;
  readonly stopCode?: string;
  readonly lastStatus?: string;
  readonly cluster?: string;
}

export const clusterArn = "arn:aws:ecs:eu-north-1:123456789012:cluster/shop-staging-cluster";

const task = "arn:aws:ecs:eu-north-1:123456789012:task/shop-staging-cluster/3b2f0f6bd9b24e3d8b6fd3e4a3a9e1c7";
const digest = `sha256:${"4".repeat(64)}`;

/**
 * The detail of ECS's event for a task on Fargate that stopped.
 *
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_task_events.html
 */
export function stoppedTaskDetail({ group, exitCodes, stopCode, lastStatus, cluster }: Stopped) {
  const family = group.slice(group.indexOf(":") + 1);
  return {
    attachments: [{ id: "1789bcae-ddfb-4d10-8ebe-8ac87ddba5b8", type: "eni", status: "DELETED", details: [] }],
    attributes: [{ name: "ecs.cpu-architecture", value: "x86_64" }],
    availabilityZone: "eu-north-1a",
    clusterArn: cluster ?? clusterArn,
    connectivity: "CONNECTED",
    connectivityAt: "2026-11-21T09:03:11.611Z",
    containers: Object.entries(exitCodes).map(([name, exitCode], at) => ({
      containerArn: `arn:aws:ecs:eu-north-1:123456789012:container/shop-staging-cluster/3b2f0f6bd9b24e3d/${at}`,
      ...(exitCode !== undefined && { exitCode }),
      lastStatus: "STOPPED",
      name,
      image: `ghcr.io/acme/shop@${digest}`,
      imageDigest: digest,
      runtimeId: `3b2f0f6bd9b24e3d8b6fd3e4a3a9e1c7-${at}`,
      taskArn: task,
      networkInterfaces: [],
      cpu: "0",
    })),
    cpu: "256",
    createdAt: "2026-11-21T09:03:07.836Z",
    desiredStatus: "STOPPED",
    enableExecuteCommand: false,
    ephemeralStorage: { sizeInGiB: 20 },
    executionStoppedAt: "2026-11-21T09:04:01.149Z",
    group,
    launchType: "FARGATE",
    lastStatus: lastStatus ?? "STOPPED",
    memory: "512",
    overrides: { containerOverrides: Object.keys(exitCodes).map((name) => ({ name })) },
    platformVersion: "1.4.0",
    startedAt: "2026-11-21T09:03:34.277Z",
    startedBy: "ecs-svc/0623456789012345678",
    stopCode: stopCode ?? "EssentialContainerExited",
    stoppedAt: "2026-11-21T09:04:12.331Z",
    stoppedReason: "Essential container in task exited",
    stoppingAt: "2026-11-21T09:04:01.244Z",
    taskArn: task,
    taskDefinitionArn: `arn:aws:ecs:eu-north-1:123456789012:task-definition/${family}:7`,
    updatedAt: "2026-11-21T09:04:12.331Z",
    version: 6,
  };
}

/** What is in the log: the event as EventBridge writes it there. */
export function stoppedTaskEvent(stopped: Stopped) {
  return {
    version: "0",
    id: "9bcdac79-b31f-4d3d-9410-fbd727c29fab",
    "detail-type": "ECS Task State Change",
    source: "aws.ecs",
    account: "123456789012",
    time: "2026-11-21T09:04:12Z",
    region: "eu-north-1",
    resources: [task],
    detail: stoppedTaskDetail(stopped),
  };
}
