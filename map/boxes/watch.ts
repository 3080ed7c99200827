import { secretReaders } from "../../config/relations.ts";
import type { Receiver, Sleep, Stack } from "../../config/stack.ts";
import { counted } from "../../lib/counted.ts";
import { cut, type Draft } from "./draft.ts";

/** Who hears of an alarm, by the topic. */
export const topics = ["page", "notify"] as const;

/** Secrets, alarms with who hears of them, and the functions that look after the rest. */
export function watchBoxes(stack: Stack): Draft[] {
  const inside = "account";
  const { alarms, secrets, logs, cost } = stack;
  const names = Object.keys(secrets);
  return [
    ...(names.length > 0
      ? [
          {
            id: "secrets",
            kind: "secrets",
            name: "secrets",
            inside,
            facts: [`${counted(names.length, "secret")} of the app and the place`],
          } as const,
        ]
      : []),
    {
      id: "alarms",
      kind: "alarms",
      name: "alarms and logs",
      inside,
      facts: [
        "dashboard, queries, stopped tasks",
        `logs are kept ${counted(logs.retentionDays, "day")}`,
        ...(stack.uptime ? [cut(`${stack.uptime.path} is asked from outside`)] : []),
        ...(cost.maxMonthlyUsd === undefined ? [] : [`budget of $${cost.maxMonthlyUsd} a month`]),
        ...(cost.anomalies ? ["odd spending is told"] : []),
      ],
    },
    ...functionBoxes(stack),
    ...topics.flatMap((topic) =>
      alarms[topic].map((receiver): Draft => {
        const { key } = receiver;
        return { id: `receiver/${topic}/${key}`, kind: "receiver", name: cut(receiverText(receiver)), facts: [topic] };
      }),
    ),
  ];
}

/** Without what a secret holds. */
function receiverText(receiver: Receiver): string {
  switch (receiver.protocol) {
    case "email":
      return receiver.endpoint;
    case "slack":
      return `Slack ${receiver.channelId}`;
    case "telegram":
      return `Telegram ${receiver.chat}`;
    case "pagerduty":
      return "PagerDuty";
    default:
      return `HTTPS, ${receiver.secret}`;
  }
}

function functionBoxes(stack: Stack): Draft[] {
  const { restoreTest, sleep } = stack;
  const rotating = Object.values(secretReaders(stack)).flat();
  const inside = "account";
  const kind = "function";
  return [
    ...(restoreTest && Object.keys(restoreTest.queries).length > 0
      ? [{ id: "restore-test", kind, name: "restore test", inside, facts: [everyText(restoreTest.everyDays)] } as const]
      : []),
    ...(sleep ? [{ id: "sleep", kind, name: "sleep", inside, facts: sleepFacts(sleep) } as const] : []),
    ...(rotating.length > 0
      ? [
          {
            id: "secret-rotation",
            kind,
            name: "secret rotation",
            inside,
            facts: ["a new value restarts who reads it"],
          } as const,
        ]
      : []),
  ];
}

function everyText(days: number): string {
  return days === 1 ? "restores a backup every day" : `restores a backup every ${days} days`;
}

function sleepFacts({ from, to, timeZone, wholeDays }: Sleep): string[] {
  const days = wholeDays.length > 0 ? [`and all of ${wholeDays.join(", ")}`] : [];
  return [`asleep from ${from} to ${to}`, ...days, `in ${timeZone}`];
}
