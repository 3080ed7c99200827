import { isReadReplica } from "../../read-replica.ts";
import type { Rule } from "../../rule.ts";

export const databaseStorageGrows: Rule = {
  name: "database-storage-grows",
  demands: "The volume of a database may grow by itself.",
  why: "A database whose volume is full stops, and takes hours to be mended.",
  sources: [
    {
      url: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PIOPS.Autoscaling.html",
      says: "With a maximum above the volume RDS makes it larger before it is full.",
    },
  ],
  wayOut: "Set maxAllocatedStorage above allocatedStorage.",
  enforcement: "advisory",
  types: ["aws:rds/instance:Instance"],
  looksAround: false,
  check: (resource) => {
    const { allocatedStorage, maxAllocatedStorage } = resource.inputs;
    return isReadReplica(resource) || Number(maxAllocatedStorage ?? 0) > Number(allocatedStorage ?? 0)
      ? []
      : [
          `the volume stays at ${allocatedStorage ?? "its"} GiB: maxAllocatedStorage is ${maxAllocatedStorage ?? "not set"}`,
        ];
  },
};
