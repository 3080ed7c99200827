import { at } from "../../inputs.ts";
import type { Rule } from "../../rule.ts";

export const accessPointHasUser: Rule = {
  name: "access-point-has-user",
  demands: "Files behind an access point are made and read as one user.",
  why: "Otherwise a client says itself who it is, root included.",
  sources: [{ control: "EFS.4" }],
  wayOut: "Set posixUser with uid and gid.",
  enforcement: "mandatory",
  types: ["aws:efs/accessPoint:AccessPoint"],
  looksAround: false,
  check: ({ inputs }) => (at(inputs, "posixUser.uid") === undefined ? ["posixUser is not set"] : []),
};
