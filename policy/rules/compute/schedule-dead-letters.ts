import { at } from "../../inputs.ts";
import type { Rule } from "../../rule.ts";

export const scheduleDeadLetters: Rule = {
  name: "schedule-dead-letters",
  demands: "A schedule puts what it could not start where somebody sees it.",
  why: "A run that never started leaves no log, no metric and no task: nobody knows that it is missing.",
  sources: [
    {
      url: "https://docs.aws.amazon.com/scheduler/latest/UserGuide/configuring-schedule-dlq.html",
      says: "Events that the Scheduler could not deliver go to a queue for dead letters, if there is one.",
    },
  ],
  wayOut: "Set target.deadLetterConfig to a queue with an alarm.",
  enforcement: "advisory",
  types: ["aws:scheduler/schedule:Schedule"],
  looksAround: false,
  check: ({ inputs }) =>
    at(inputs, "target.deadLetterConfig.arn") === undefined ? ["what it cannot start is lost"] : [],
};
