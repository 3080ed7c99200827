import type { Rule } from "../../rule.ts";

export const iamNoUsers: Rule = {
  name: "iam-no-users",
  demands: "A program makes no users, keys or passwords of IAM.",
  why: "Their keys never end, lie in the state and in somebody's files, and are what breaks in most often.",
  sources: [{ control: "IAM.2" }, { control: "IAM.3" }, { control: "IAM.5" }, { control: "IAM.8" }],
  wayOut: "People sign in through Identity Center, workflows through OpenID Connect, programs in AWS by their role.",
  enforcement: "mandatory",
  types: [
    "aws:iam/user:User",
    "aws:iam/accessKey:AccessKey",
    "aws:iam/serviceSpecificCredential:ServiceSpecificCredential",
    "aws:iam/userLoginProfile:UserLoginProfile",
  ],
  looksAround: false,
  check: ({ type }) => [`it is ${type.endsWith(":User") ? "a user" : "a lasting credential of a user"}`],
};
