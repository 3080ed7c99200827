import { at } from "../../inputs.ts";
import type { Rule } from "../../rule.ts";

export const fileSystemBackedUp: Rule = {
  name: "file-system-backed-up",
  demands: "A file system is backed up every day.",
  why: "What is deleted or overwritten in it is gone.",
  sources: [{ control: "EFS.2" }, { control: "EFS.7" }],
  wayOut: "Declare a BackupPolicy of it with status: ENABLED, or a backup selection that names it.",
  enforcement: "mandatory",
  types: ["aws:efs/fileSystem:FileSystem"],
  looksAround: true,
  check: (files, everything) => {
    const policies = everything.referring("aws:efs/backupPolicy:BackupPolicy", "fileSystemId", files);
    const isSelected = everything.referring("aws:backup/selection:Selection", "resources", files).length > 0;
    const isOnByPolicy = policies.some(({ inputs }) => at(inputs, "backupPolicy.status") === "ENABLED");
    return isSelected || isOnByPolicy ? [] : ["neither a BackupPolicy that is ENABLED nor a backup selection names it"];
  },
};
