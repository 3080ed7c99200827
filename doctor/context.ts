import type { Pulumi } from "../backend/pulumi.ts";
import type { Inspection } from "../bootstrap/inspection.ts";
import type { SecretsUnder } from "../bootstrap/secrets-under.ts";
import type { AccountReads } from "../cloud/account.ts";
import type { Cloud, CloudPlace } from "../cloud/cloud.ts";
import type { GitHubSettings } from "../cloud/github-settings.ts";
import type { Stack } from "../config/stack.ts";
import type { Plan } from "../plan/plan.ts";

/** The machine that the doctor runs on. */
export interface Machine {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** What a command on PATH prints, trimmed; undefined where there is none, or it fails. */
  run(command: string, ...args: readonly string[]): Promise<string | undefined>;
}

/** Something that an account has once, which bootstrap makes. */
export interface OnceInAccount {
  /** `bucket acme-pulumi-state` */
  readonly name: string;
  inspect(): Promise<Inspection>;
}

/** What a stack file comes to. */
export interface Declared {
  readonly stack: Stack;
  readonly plan: Plan;
  /** The stack whose app and release these are, where nothing was promoted to this one yet. */
  readonly lentBy?: string;
}

/** What the checks look at, and whom they may ask. Everything is only read, but that a test may be sent to receivers. */
export interface Context {
  /** Name of the stack. */
  readonly name: string;
  /** What the command line takes for it. */
  readonly argument: string;
  readonly isSandbox: boolean;
  /** Where the stack is to be; undefined where its file does not say. */
  readonly place?: CloudPlace;
  /** What `pulumi stack init` takes as `--secrets-provider`; undefined where the stack file asks for no key. */
  readonly secretsProvider?: string;
  /** What the secrets are under now. */
  readonly secretsUnder: SecretsUnder;
  /** Secrets of the stack file that have no value yet; undefined where the file does not parse. */
  readonly unfilledSecrets: readonly string[] | undefined;
  /** `s3://…` of `environment.aws.state`. */
  readonly stateUrl?: string;
  readonly declared: Declared | { readonly problem: string };
  /** Folder of the stack files. */
  readonly folder: string;
  readonly machine: Machine;
  readonly pulumi: Pulumi;
  readonly account: AccountReads;
  readonly cloud: Pick<Cloud, "publish">;
  /** Absent in the sandbox, which needs none. */
  readonly foundation?: readonly OnceInAccount[];
  readonly github: GitHubSettings;
  /** The name servers that the internet has for a domain; rejects where nobody answers. */
  nameServers(domain: string): Promise<readonly string[]>;
  /** Whether receivers of alarms are sent a test. */
  readonly sendsTest: boolean;
}

/** The same of a stack whose file is in order. */
export interface Whole extends Context {
  readonly declared: Declared;
  readonly place: CloudPlace;
}

/** Whether the stack file is in order, and says where. */
export function isWhole(context: Context): context is Whole {
  return "stack" in context.declared && context.place !== undefined;
}
