import { at } from "../../inputs.ts";
import type { Rule } from "../../rule.ts";

export const accessPointHasFolder: Rule = {
  name: "access-point-has-folder",
  demands: "An access point of a file system leads to a folder of it.",
  why: "From the top a client sees the files of all others.",
  sources: [{ control: "EFS.3" }],
  wayOut: "Set rootDirectory.path to a folder.",
  enforcement: "mandatory",
  types: ["aws:efs/accessPoint:AccessPoint"],
  looksAround: false,
  check: ({ inputs }) => {
    const folder = at(inputs, "rootDirectory.path") ?? "/";
    return folder === "/" ? ["it leads to /"] : [];
  },
};
