import type { Rule } from "../../rule.ts";
import { saidUnlessOn } from "../../said.ts";

export const databaseTagsOnSnapshots: Rule = {
  name: "database-tags-on-snapshots",
  demands: "A snapshot has the tags of its database.",
  why: "A snapshot without tags is nobody's: it is neither found, nor paid for by whom it belongs to, nor cleared away.",
  sources: [{ control: "RDS.16" }, { control: "RDS.17" }, { control: "RDS.47" }, { control: "RDS.48" }],
  wayOut: "Set copyTagsToSnapshot: true.",
  enforcement: "advisory",
  types: ["aws:rds/instance:Instance", "aws:rds/cluster:Cluster"],
  looksAround: false,
  check: ({ inputs }) => saidUnlessOn(inputs, "copyTagsToSnapshot"),
};
