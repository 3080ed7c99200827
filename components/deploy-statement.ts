import type { PulumiState } from "./state-access.ts";

/** Whose policy it is. */
export interface DeployPolicyArgs {
  /** `<app>-<stack>`: what physical names start with. */
  readonly prefix: string;
  readonly accountId: string;
  /** Value of the tag `app` of everything in the stack. */
  readonly app: string;
  /** GitHub environment whose jobs may use the role; it has the stack's name, which is the value of the tag `stack`. */
  readonly environment: string;
  /** Name of the Pulumi project, by which the state is found. */
  readonly project: string;
  /** Absent: the role reaches no state. */
  readonly state?: PulumiState;
  /** The one role that it takes: the stack's provider's, or without one that of the domain's zone in another account. */
  readonly assumeRole?: string;
  /** Secrets of somebody else that tasks read: before anything is touched, whether they are there is looked at. ARNs. */
  readonly existingSecrets?: readonly string[];
  /** Patterns of the repositories that ECR fills from other registries: ARNs. */
  readonly pulledRepositories?: readonly string[];
}

/** One statement of an IAM policy. */
export interface Statement {
  readonly Sid?: string;
  readonly Effect: "Allow" | "Deny";
  readonly Action: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly NotResource?: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/** A policy as IAM's text. */
export function policyDocument(statements: readonly Statement[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}
