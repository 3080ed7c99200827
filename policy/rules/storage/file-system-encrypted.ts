import type { Rule } from "../../rule.ts";
import { saidUnlessOn } from "../../said.ts";

export const fileSystemEncrypted: Rule = {
  name: "file-system-encrypted",
  demands: "A file system is encrypted where it lies.",
  why: "A backup or a disk that gets into other hands can be read; encryption cannot be switched on later.",
  sources: [{ control: "EFS.1" }, { control: "EFS.8" }],
  wayOut: "Set encrypted: true.",
  enforcement: "mandatory",
  types: ["aws:efs/fileSystem:FileSystem"],
  looksAround: false,
  check: ({ inputs }) => saidUnlessOn(inputs, "encrypted"),
};
