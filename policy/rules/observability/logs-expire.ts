import type { Rule } from "../../rule.ts";
import { said } from "../../said.ts";

export const logsExpire: Rule = {
  name: "logs-expire",
  demands: "A log group says for how many days it keeps its lines.",
  why: "Otherwise they are kept, and paid for, for ever; and what people wrote in them is never deleted.",
  sources: [
    {
      url: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html",
      says: "Log data is kept indefinitely unless a retention is set.",
    },
  ],
  wayOut: "Set retentionInDays.",
  enforcement: "advisory",
  types: ["aws:cloudwatch/logGroup:LogGroup"],
  looksAround: false,
  check: ({ inputs: { retentionInDays } }) =>
    Number(retentionInDays ?? 0) > 0 ? [] : [said("retentionInDays", retentionInDays)],
};
