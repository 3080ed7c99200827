import assert from "node:assert/strict";
import type { Values } from "../../../sandbox/model.ts";
import { FUNCTION } from "../../../sandbox/models/function-tokens.ts";
import { QUEUE } from "../../../sandbox/models/queue-tokens.ts";
import { SCHEDULE, SCHEDULE_GROUP } from "../../../sandbox/models/schedule-tokens.ts";
import { app, arnOf, roleWith } from "./app.ts";
import { breaks, passes } from "./cases.ts";
import { Cloud } from "./cloud.ts";

const at = (scheduleExpression: string, scheduleExpressionTimezone?: string) => ({
  scheduleExpression,
  scheduleExpressionTimezone,
});

/** The app with a group of schedules and a role that may start its task. */
function scheduled() {
  const all = app();
  const group = all.cloud.make(SCHEDULE_GROUP, { name: "shop" });
  const { role } = roleWith(all.cloud, "jobs", "scheduler.amazonaws.com", [
    [["ecs:RunTask"], [arnOf(all.task)]],
    [["iam:PassRole"], [arnOf(all.execution.role)]],
  ]);
  return { ...all, schedules: group, role };
}

type Scheduled = ReturnType<typeof scheduled>;
const inputs = (of: Scheduled, more: Values = {}, target: Values = {}): Values => ({
  name: "nightly",
  groupName: "shop",
  scheduleExpression: "cron(0 3 * * ? *)",
  flexibleTimeWindow: { mode: "OFF" },
  target: {
    arn: arnOf(of.cluster),
    roleArn: arnOf(of.role),
    ecsParameters: {
      taskDefinitionArn: arnOf(of.task),
      launchType: "FARGATE",
      networkConfiguration: { subnets: of.inner.map(({ id }) => id) },
    },
    ...target,
  },
  ...more,
});
const asked =
  (more: (of: Scheduled) => Values = () => ({}), target: (of: Scheduled) => Values = () => ({})) =>
  () => {
    const all = scheduled();
    return all.cloud.creating(SCHEDULE, inputs(all, more(all), target(all)));
  };
const asItIs = asked();

describe("the sandbox's schedule group", () => {
  breaks("schedule-group-name-shape", "a name with a slash", { name: "shop/jobs" }, "shop/jobs");
  passes("schedule-group-name-shape", "a name with a dot", { name: "shop.jobs" });
  const second = (name: string) => () => {
    const cloud = new Cloud();
    cloud.make(SCHEDULE_GROUP, { name: "shop" });
    return cloud.creating(SCHEDULE_GROUP, { name });
  };
  breaks("schedule-group-unique", "the name of another", second("shop"), "ConflictException");
  passes("schedule-group-unique", "a name of its own", second("other"));
  const deleting = (used: boolean) => () => {
    const all = scheduled();
    if (used) all.cloud.make(SCHEDULE, inputs(all));
    return all.cloud.deleting(all.schedules);
  };
  breaks("schedule-group-empty", "to be deleted with a schedule", deleting(true), "ConflictException");
  passes("schedule-group-empty", "to be deleted when it is empty", deleting(false));
});

describe("the inputs of a schedule in the sandbox", () => {
  breaks("schedule-name-shape", "a name of 65 characters", { name: "a".repeat(65) }, "65");
  passes("schedule-name-shape", "a name of 64 characters", { name: "a".repeat(64) });
  for (const [title, expression, part] of [
    ["five fields", "cron(0 3 * * ?)", "6 fields"],
    ["both days", "cron(0 3 * * * *)", "is ?"],
    ["neither day", "cron(0 3 ? * ? *)", "is ?"],
    ["an hour of 24", "cron(0 24 * * ? *)", '"24"'],
    ["a range that goes back", "cron(0 5-3 * * ? *)", '"5-3"'],
    ["one of many", "rate(1 minutes)", "rate(1 minute)"],
    ["words", "every night", "rate(5 minutes)"],
  ] as const) {
    breaks("schedule-expression-legal", `a schedule with ${title}`, at(expression), part);
  }
  breaks("schedule-expression-legal", "a time zone of nowhere", at("rate(1 day)", "Europe/Nowhere"), "IANA");
  for (const expression of [
    "cron(0 3 * * ? *)",
    "cron(0/15 8-18 ? * MON-FRI *)",
    "cron(30 2 L * ? 2026-2030)",
    "cron(0 6 ? JAN,JUL 2#1 *)",
    "rate(5 minutes)",
    "at(2026-12-24T18:00:00)",
  ]) {
    passes("schedule-expression-legal", expression, at(expression, "Europe/Athens"));
  }
  const retry = (retryPolicy: Values) => ({ target: { retryPolicy } });
  breaks("schedule-retry-policy", "186 attempts", retry({ maximumRetryAttempts: 186 }), "0 to 185");
  breaks("schedule-retry-policy", "events of half a minute", retry({ maximumEventAgeInSeconds: 30 }), "60 to 86400");
  passes(
    "schedule-retry-policy",
    "two attempts in an hour",
    retry({ maximumRetryAttempts: 2, maximumEventAgeInSeconds: 3600 }),
  );
  const window = (flexibleTimeWindow: Values) => ({ flexibleTimeWindow });
  breaks("schedule-flexible-window", "a flexible window without length", window({ mode: "FLEXIBLE" }), "1 to 1440");
  breaks(
    "schedule-flexible-window",
    "a length for what is off",
    window({ mode: "OFF", maximumWindowInMinutes: 5 }),
    "leave it out",
  );
  passes("schedule-flexible-window", "no window", window({ mode: "OFF" }));
  passes("schedule-flexible-window", "a quarter of an hour", window({ mode: "FLEXIBLE", maximumWindowInMinutes: 15 }));
});

describe("a schedule in the sandbox's account", () => {
  const second = (name: string) =>
    asked((all) => {
      all.cloud.make(SCHEDULE, inputs(all));
      return { name };
    });
  breaks("schedule-unique", "the name of another in its group", second("nightly"), "ConflictException");
  passes("schedule-unique", "a name of its own", second("weekly"));
  breaks(
    "schedule-group-exists",
    "a group of nowhere",
    asked(() => ({ groupName: "none" })),
    "Schedule group none",
  );
  passes("schedule-group-exists", "a group of the account", asItIs);
  passes(
    "schedule-group-exists",
    "the default group",
    asked(() => ({ groupName: undefined })),
  );
  const asTask = (of: Scheduled) => ({ roleArn: arnOf(of.execution.role) });
  breaks("schedule-role-trusted", "a role of tasks", asked(undefined, asTask), "trust scheduler.amazonaws.com");
  passes("schedule-role-trusted", "a role of the scheduler", asItIs);
  const running = (ecsParameters: (of: Scheduled) => Values) =>
    asked(undefined, (of) => ({ ecsParameters: { taskDefinitionArn: arnOf(of.task), ...ecsParameters(of) } }));
  breaks(
    "schedule-target-exists",
    "a cluster of nowhere",
    asked(undefined, () => ({ arn: "arn:aws:none" })),
    "no ECS cluster",
  );
  breaks(
    "schedule-target-exists",
    "a task definition of nowhere",
    running(() => ({ taskDefinitionArn: "none:1" })),
    "not active",
  );
  breaks(
    "schedule-target-exists",
    "a task without a network",
    running(() => ({})),
    "networkConfiguration",
  );
  breaks(
    "schedule-target-exists",
    "a subnet of nowhere",
    running(() => ({ networkConfiguration: { subnets: ["subnet-0"] } })),
    "subnet-0",
  );
  passes("schedule-target-exists", "a task of the account", asItIs);
  const powerless = asked(undefined, ({ cloud }) => ({
    roleArn: arnOf(roleWith(cloud, "weak", "scheduler.amazonaws.com", []).role),
  }));
  breaks("schedule-role-may-run", "a role that may not start the task", powerless, "ecs:RunTask");
  passes("schedule-role-may-run", "a role that may start the task", asItIs);
  const lettersTo = (queue: (of: Scheduled) => string, ...mayDo: readonly string[]) =>
    asked(undefined, (of) => {
      const arn = queue(of);
      const { role } = roleWith(of.cloud, "letters", "scheduler.amazonaws.com", [
        [["ecs:RunTask"], [arnOf(of.task)]],
        [[...mayDo], ["*"]],
      ]);
      return { roleArn: arnOf(role), deadLetterConfig: { arn } };
    });
  const aQueue = ({ cloud }: Scheduled) => arnOf(cloud.make(QUEUE, { name: "shop-nightly-dropped" }));
  const ordered = ({ cloud }: Scheduled) => arnOf(cloud.make(QUEUE, { name: "shop.fifo", fifoQueue: true }));
  breaks(
    "schedule-dead-letters",
    "a queue of nowhere",
    lettersTo(() => "arn:aws:sqs:eu-north-1:111111111111:none", "sqs:SendMessage"),
    "no standard queue",
  );
  breaks("schedule-dead-letters", "a FIFO queue", lettersTo(ordered, "sqs:SendMessage"), "no standard queue");
  breaks("schedule-dead-letters", "a role that may not send", lettersTo(aQueue, "sqs:GetQueueUrl"), "sqs:SendMessage");
  passes("schedule-dead-letters", "a queue that its role may send to", lettersTo(aQueue, "sqs:SendMessage"));
  passes("schedule-dead-letters", "no dead-letter queue", asItIs);

  const sleeper = "arn:aws:lambda:eu-north-1:111111111111:function:sleep";
  const calling = (...allowed: readonly string[]) =>
    asked(undefined, ({ cloud }) => {
      cloud.account.put({ type: FUNCTION, id: "sleep", inputs: {}, outputs: { arn: sleeper } });
      const { role } = roleWith(cloud, "caller", "scheduler.amazonaws.com", [[[...allowed], [sleeper]]]);
      return { arn: sleeper, roleArn: arnOf(role), ecsParameters: undefined };
    });
  const nowhere = asked(undefined, () => ({ arn: "arn:aws:lambda:eu-north-1:111111111111:function:none" }));
  breaks("schedule-function-exists", "a function of nowhere", nowhere, "no function of this account");
  passes("schedule-function-exists", "a function of the account", calling("lambda:InvokeFunction"));
  passes("schedule-function-exists", "a task", asItIs);
  breaks(
    "schedule-role-may-invoke",
    "a role that may not call it",
    calling("lambda:GetFunction"),
    "lambda:InvokeFunction",
  );
  passes("schedule-role-may-invoke", "a role that may call it", calling("lambda:InvokeFunction"));

  it("has its group in its id", () => {
    const all = scheduled();
    const schedule = all.cloud.make(SCHEDULE, inputs(all));
    assert.equal(schedule.id, "shop/nightly");
    assert.equal(schedule.outputs.arn, "arn:aws:scheduler:eu-north-1:111111111111:schedule/shop/nightly");
  });
});
