import { accountId, region } from "./on-moto.ts";

/** An ARN of ECS. */
export const arn = (resource: string) => `arn:aws:ecs:${region}:${accountId}:${resource}`;
const group = `arn:aws:elasticloadbalancing:${region}:${accountId}:targetgroup/shop/0123456789abcdef`;
/** A revision of the task definition. */
export const revision = (n: number) => arn(`task-definition/shop-staging-api:${n}`);
export const address = { cluster: "shop-staging", service: "shop-staging-api" };
const at = (minute: number) => 1_800_000_000 + minute * 60;

/** What ECS answers after a deployment of revision 2 that an alarm ended. */
export const answers = {
  DescribeServices: {
    services: [
      {
        serviceArn: arn("service/shop-staging/shop-staging-api"),
        status: "ACTIVE",
        desiredCount: 2,
        runningCount: 2,
        taskDefinition: revision(2),
        loadBalancers: [{ targetGroupArn: group, containerName: "api", containerPort: 8000 }],
        deployments: [
          { id: "ecs-svc/2", status: "ACTIVE", taskDefinition: revision(2) },
          { id: "ecs-svc/3", status: "PRIMARY", taskDefinition: revision(1) },
        ],
        events: [1, 3, 2, 4, 6, 5].map((minute) => ({
          id: `${minute}`,
          createdAt: at(minute),
          message: `event ${minute}`,
        })),
      },
    ],
  },
  ListServiceDeployments: {
    serviceDeployments: [
      { serviceDeploymentArn: arn("service-deployment/shop/api/old"), createdAt: at(1), status: "SUCCESSFUL" },
      { serviceDeploymentArn: arn("service-deployment/shop/api/new"), createdAt: at(9), status: "ROLLBACK_SUCCESSFUL" },
    ],
  },
  DescribeServiceDeployments: {
    serviceDeployments: [
      {
        serviceDeploymentArn: arn("service-deployment/shop/api/new"),
        createdAt: at(9),
        status: "ROLLBACK_SUCCESSFUL",
        statusReason: "Service deployment rolled back because an alarm was triggered.",
        alarms: { status: "TRIGGERED", alarmNames: ["errors", "latency"], triggeredAlarmNames: ["errors"] },
        rollback: { reason: "alarm", startedAt: at(10), serviceRevisionArn: arn("service-revision/shop/api/1") },
      },
    ],
  },
  ListTasks: { taskArns: ["a", "b", "c", "d"].map((id) => arn(`task/shop-staging/${id}`)) },
  DescribeTasks: {
    tasks: [
      stopped("a", 5, { stopCode: "EssentialContainerExited", stoppedReason: "Essential container in task exited" }),
      stopped("b", 7, {
        stopCode: "ServiceSchedulerInitiated",
        stoppedReason: `Task failed ELB health checks in (target-group ${group})`,
      }),
      stopped("c", 8, {
        stopCode: "ServiceSchedulerInitiated",
        stoppedReason: "Scaling activity initiated by (deployment ecs-svc/3)",
      }),
      stopped("d", 9, { stopCode: "UserInitiated", stoppedReason: "by hand" }),
    ],
  },
  DescribeTaskDefinition: {
    taskDefinition: { containerDefinitions: [{ name: "api", logConfiguration: { logDriver: "splunk" } }] },
  },
} as const;

function stopped(id: string, minute: number, more: { stopCode: string; stoppedReason: string }) {
  return {
    taskArn: arn(`task/shop-staging/${id}`),
    taskDefinitionArn: revision(2),
    lastStatus: "STOPPED",
    stoppedAt: at(minute),
    containers: [{ name: "api", exitCode: 1 }],
    ...more,
  };
}

/** One target of each kind, in XML. */
export const targetHealth = () =>
  "<DescribeTargetHealthResponse><DescribeTargetHealthResult><TargetHealthDescriptions>" +
  target("10.0.0.1", "<State>healthy</State>") +
  target("10.0.0.2", "<State>draining</State><Reason>Target.DeregistrationInProgress</Reason>") +
  target(
    "10.0.0.3",
    "<State>unhealthy</State><Reason>Target.ResponseCodeMismatch</Reason><Description>Health checks failed with these codes: [503]</Description>",
  ) +
  "</TargetHealthDescriptions></DescribeTargetHealthResult></DescribeTargetHealthResponse>";

function target(address: string, health: string): string {
  return `<member><Target><Id>${address}</Id><Port>8000</Port></Target><TargetHealth>${health}</TargetHealth></member>`;
}
