import type { AccountReads } from "../../cloud/account.ts";
import type { EnvironmentFound, GitHubSettings } from "../../cloud/github-settings.ts";
import type { Context, Declared, Machine, Whole } from "../../doctor/context.ts";
import { declaredIn } from "../../doctor/declared.ts";
import { minimal } from "../support/minimal.ts";

const place = { accountId: "111111111111", region: "eu-north-1" };

/** What a test says of a machine: what each command prints. */
export function machine(prints: Readonly<Record<string, string>>, env: Machine["env"] = {}): Machine {
  return { env, run: async (command) => prints[command] };
}

const tools = {
  node: "v24.21.0",
  git: "git version 2.39.5",
  pulumi: "v3.259.0",
  aws: "aws-cli/2.31.0 Python/3.13",
  gh: "gh version 2.80.0 (2026-01-01)",
  "session-manager-plugin": "1.2.707.0",
  docker: "29.0.0",
};

/** An account in which everything is as it should be. */
export const goodAccount: AccountReads = {
  caller: async () => "arn:aws:iam::111111111111:user/ines",
  quota: async () => 100,
  counted: async () => [],
  zone: async () => ({ id: "Z1", name: "shop.example.com", nameServers: ["ns-1.example.net", "ns-2.example.net"] }),
  certificate: async () => ({ arn: "arn:cert", status: "ISSUED", unproved: [] }),
  subscriptions: async () => [{ protocol: "email", endpoint: "on-call@harbour.example.com", isConfirmed: true }],
};

const environmentFound: EnvironmentFound = {
  reviewers: { users: [], teams: [] },
  preventSelfReview: false,
  waitMinutes: 0,
  deployableFrom: "all",
  customRules: [],
  secrets: [],
  variables: { AWS_ROLE_ARN: "arn:aws:iam::111111111111:role/harbour-staging-deploy" },
};

/** GitHub with everything set up. */
export const goodGitHub: GitHubSettings = {
  repository: async () => ({ id: 1, visibility: "private" }),
  environment: async () => environmentFound,
  rulesets: async () => [],
  actions: async () => ({ enabled: true, workflowPermissions: "read", canApprovePullRequests: false }),
  secrets: async () =>
    ["SLIPWAY_READER_KEY", "SLIPWAY_WRITER_KEY"].map((name) => ({ name, updatedAt: "2026-01-01T00:00:00Z" })),
  variables: async () => ({ SLIPWAY_READER_CLIENT_ID: "Iv23a", SLIPWAY_WRITER_CLIENT_ID: "Iv23b" }),
  subject: async () => ({ isDefault: true }),
  teamId: async () => 1,
  checkRuns: async () => ["test"],
};

const there = { name: "one", inspect: async () => ({ is: "there" as const }) };

/** A stack for which everything is there, but for what the test says. */
export function healthy(declared: Declared, own: Partial<Context> = {}): Whole {
  return {
    name: declared.stack.name,
    argument: declared.stack.name,
    isSandbox: false,
    secretsProvider: "awskms://alias/harbour-staging?region=eu-north-1",
    secretsUnder: "key",
    unfilledSecrets: [],
    stateUrl: "s3://acme-pulumi-state/harbour?region=eu-north-1",
    folder: process.cwd(),
    machine: machine(tools),
    pulumi: async ([verb]) =>
      verb === "whoami" ? '{"user": "ines", "url": "s3://acme-pulumi-state/harbour"}' : '[{"version": 1}]',
    account: goodAccount,
    cloud: { publish: async () => true },
    foundation: [there],
    github: goodGitHub,
    nameServers: async () => ["ns-1.example.net", "ns-2.example.net"],
    sendsTest: false,
    ...own,
    place,
    declared,
  };
}

/** A stack of the default app, planned once. */
export function defaultStack(name: "staging" | "production"): Promise<Declared> {
  known[name] ??= declaredIn(`${process.cwd()}/Pulumi.${name}.yaml`).then((declared) => {
    if ("problem" in declared) {
      throw new Error(declared.problem);
    }
    return declared;
  });
  return known[name];
}
const known: Partial<Record<string, Promise<Declared>>> = {};

/** The smallest stack, with nothing planned. */
export function smallest(own: Parameters<typeof minimal>[0] = {}): Declared {
  return { stack: minimal(own), plan: { project: "shop", resources: [] } as unknown as Declared["plan"] };
}
