import assert from "node:assert/strict";
import type { ServiceReport, StoppedServiceTask } from "../../cloud/cloud.ts";
import { explainDeployment } from "../../cloud/deployment-text.ts";

const arn = (what: string) => `arn:aws:ecs:eu-north-1:111111111111:${what}`;
const stopped: StoppedServiceTask = {
  taskArn: arn("task/shop/0a1b"),
  taskDefinition: arn("task-definition/api:8"),
  stopCode: "EssentialContainerExited",
  stoppedReason: "Essential container in task exited",
  containers: [
    { name: "api", exitCode: 3 },
    { name: "init", exitCode: 0 },
  ],
  lastLogLines: ["KeyError: DATABASE_URL"],
  logGroup: "/slipway/shop-staging/api",
};
const report: ServiceReport = {
  taskDefinition: arn("task-definition/api:7"),
  runningCount: 2,
  desiredCount: 2,
  deployment: "rolledBack",
  reason: "tasks failed to start",
  triggeredAlarms: [],
  stoppedTasks: [],
  unhealthyTargets: [],
  events: [],
  problems: [],
};
const explain = (own: Partial<ServiceReport>, ringing: { name: string; reason: string }[] = []) =>
  explainDeployment({
    service: "api",
    said: "Service deployment rolled back",
    wanted: arn("task-definition/api:8"),
    report: { ...report, ...own },
    ringing,
  });

describe("what is said of a failed deployment", () => {
  it("is all that ECS knows, the provider's words first and what to do last", () => {
    const text = explain({
      stoppedTasks: [stopped],
      unhealthyTargets: [
        { address: "10.0.8.4:8000", state: "unhealthy", reason: "Health checks failed with these codes: [500]" },
      ],
      events: ["(service api) rolled back"],
      problems: ["the log of init cannot be read: no such group"],
    });
    assert.equal(
      text,
      [
        "api was not deployed: Service deployment rolled back",
        "it runs 2 of 2 tasks of api:7, not api:8",
        "deployment: ECS went back to the revision before (tasks failed to start)",
        "task 0a1b stopped: EssentialContainerExited, Essential container in task exited",
        "  container api: exit code 3",
        "  last log lines in /slipway/shop-staging/api:",
        "    KeyError: DATABASE_URL",
        "the load balancer sends nothing to 10.0.8.4:8000: unhealthy, Health checks failed with these codes: [500]",
        "the log of init cannot be read: no such group",
        "newest events:",
        "  (service api) rolled back",
        "what to do: the process ended by itself: repair what its last log lines say, then deploy again",
      ].join("\n"),
    );
  });

  it("says what an exit code means, and that a container never ran", () => {
    const containers = [
      { name: "api", exitCode: 137 },
      { name: "side", reason: "CannotPullContainerError: pull access denied" },
    ];
    const text = explain({ stoppedTasks: [{ ...stopped, containers }] });
    assert.match(text, /container api: exit code 137 \(killed: out of memory/);
    assert.match(text, /container side: never ran, CannotPullContainerError/);
  });

  it("says why a log cannot be read", () => {
    const { logGroup: _, ...task } = stopped;
    const text = explain({ stoppedTasks: [{ ...task, lastLogLines: [], logProblem: "AccessDenied" }] });
    assert.match(text, /its log cannot be read: AccessDenied/);
  });

  const advice = (own: Partial<ServiceReport>, ringing?: { name: string; reason: string }[]) =>
    explain(own, ringing).split("\n").at(-1);
  const pull = { ...stopped, stoppedReason: "CannotPullContainerError: manifest unknown", containers: [] };
  const causes: [string, Partial<ServiceReport>, RegExp][] = [
    ["an image that cannot be pulled", { stoppedTasks: [pull] }, /pullSecret/],
    [
      "memory that ran out",
      { stoppedTasks: [{ ...stopped, containers: [{ name: "api", exitCode: 137, reason: "OutOfMemoryError" }] }] },
      /memoryMiB/,
    ],
    [
      "a secret that cannot be read",
      { stoppedTasks: [{ ...stopped, stoppedReason: "ResourceInitializationError: unable to pull secrets" }] },
      /a secret cannot be read/,
    ],
    ["no capacity", { events: ["(service api) was unable to place a task. Capacity is unavailable"] }, /no capacity/],
    ["a health check that never passes", { events: ["(service api) task failed ELB health checks"] }, /graceSeconds/],
    ["an alarm", { triggeredAlarms: ["api-rollback-errors"] }, /what the alarm watches/],
    ["nothing at all", {}, /run "pulumi up" again/],
  ];
  for (const [what, own, expected] of causes) {
    it(`ends with what to do about ${what}`, () => assert.match(advice(own) ?? "", expected));
  }

  it("names the alarm that ended it and those that ring", () => {
    const text = explain({ triggeredAlarms: ["api-rollback-errors"] }, [
      { name: "api-rollback-latency", reason: "3 over 2" },
    ]);
    assert.match(text, /alarm api-rollback-errors ended the deployment\n/);
    assert.match(text, /alarm api-rollback-latency rings: 3 over 2\n/);
  });

  it("is the provider's words and why there are no more, when the cloud cannot be asked", () => {
    assert.equal(
      explainDeployment({ service: "api", said: "timeout", ringing: [], problem: "ExpiredToken" }),
      'api was not deployed: timeout\nwhy cannot be looked up: ExpiredToken\nwhat to do: run "pulumi up" again: it tries the same release once more',
    );
  });
});
