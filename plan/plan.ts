import type { Range } from "../lib/cost/range.ts";
import type { Finding } from "../policy/judge.ts";

/** One resource as the program declares it, with every option that the engine would be given. */
export interface PlannedResource {
  readonly type: string;
  readonly name: string;
  readonly urn: string;
  /** Path of logical names from the top, for example `api/api-targets`. */
  readonly path: string;
  /** URN of the component it belongs to; absent for the stack itself. */
  readonly parent?: string;
  /** Whether a provider makes it; a component only groups. */
  readonly custom: boolean;
  /** URN of the provider, for a custom resource. */
  readonly provider?: string;
  readonly protect: boolean;
  readonly retainOnDelete: boolean;
  readonly deleteBeforeReplace: boolean;
  /** URNs. */
  readonly dependsOn: readonly string[];
  /** URNs of what gives an input its value, by the input; absent where nothing does. */
  readonly references?: Readonly<Record<string, readonly string[]>>;
  readonly ignoreChanges: readonly string[];
  /** Names of hooks by when they run. */
  readonly hooks: Readonly<Record<string, readonly string[]>>;
  readonly timeouts: Readonly<Record<string, string>>;
  /** URNs, or what was different: `name old`. */
  readonly aliases: readonly string[];
  /** What the program sets; a secret is `{ "secret": true }`. */
  readonly inputs: Readonly<Record<string, unknown>>;
}

/** Everything that one stack would have. */
export interface Plan {
  readonly project: string;
  readonly stack: string;
  /** Where it would be, and what its physical names start with. */
  readonly place: {
    readonly prefix: string;
    readonly accountId: string;
    readonly region: string;
    readonly profile: string;
    readonly domain?: string;
  };
  /** In the order of their URNs. */
  readonly resources: readonly PlannedResource[];
  /** What the stack tells when it is up; a secret is `{ "secret": true }`. */
  readonly outputs: Readonly<Record<string, unknown>>;
  /** How long a release takes until all of it runs: `worker mail 1.5 (…) + web api 6.7 (…) = 8.2 minutes`. */
  readonly deploy: { readonly minutes: number; readonly migrationMinutes: number; readonly sum: string };
  /** What it costs in a month, in US dollars without tax, at most, and how many of the prices nobody has read on a page. */
  readonly cost: { readonly usd: Range; readonly maxMonthlyUsd?: number; readonly unverifiedPrices: number };
  /** Routes whose place among the listener's rules depends on another route. */
  readonly movedRoutes: readonly string[];
  /** Thresholds that the place sets itself, by the alarm. */
  readonly thresholds: Readonly<Record<string, number>>;
  /** Quotas that it passes in an account which has asked AWS for nothing. */
  readonly quotas: readonly string[];
  /** What is legal and unwise. */
  readonly warnings: readonly string[];
  /** Child resources that `overrides.ts` changes, and why. */
  readonly overrides: readonly { readonly path: string; readonly because: string }[];
  /** URNs of what may be replaced or deleted although it holds data. */
  readonly allowReplace: readonly string[];
  /** How many rules of `policy/` were asked, and what they found, explained or not. */
  readonly rules: number;
  readonly findings: readonly Finding[];
  /** Less safe choices with their sentences. */
  readonly exceptions: readonly { readonly key: string; readonly because: string }[];
}
