import type { Account } from "./account.ts";

/** Plain values of a resource: secrets are unwrapped, nothing is unknown (the server sees to both). */
export type Values = Readonly<Record<string, unknown>>;

/** One resource as the sandbox's account holds it. */
export interface Resource {
  /** Pulumi type token. */
  readonly type: string;
  /** Pulumi id, as AWS or GitHub shapes it. */
  readonly id: string;
  /** What the program asked for, with an autoname filled in. Secrets are digests. */
  readonly inputs: Values;
  /** Everything that the provider answers: inputs, defaults, `tagsAll` and what AWS adds. Secrets are digests. */
  readonly outputs: Values;
}

/** Where a resource is made. */
export interface Place {
  readonly accountId: string;
  readonly region: string;
  /** Role that the provider takes there, by its ARN. */
  readonly role?: string;
}

/**
 * Makes the characters that AWS would choose. Seeded by the URN in a plan, random in an account; one resource keeps
 * its seed for life, so an update calls `outputs` again and gets the same characters.
 */
export interface Seed {
  /** `n` hexadecimal digits, for example the 17 of `vpc-…`. A different `salt` gives different digits. */
  hex(n: number, salt?: string): string;
  /** The next number of a series that the account counts, for example a family's revision; 1 in a plan. */
  next(series: string): number;
}

/** One rule of AWS, by value. `docs/sandbox.md` lists all of them from here. */
export interface Rule<Subject> {
  /** `<type's last word>-<what>`, for example `subnet-inside-vpc`. Unique. */
  readonly id: string;
  /** The rule in one sentence. */
  readonly says: string;
  /** Public place that states it. */
  readonly source: string;
  /** The refusal, as AWS would put it and with what to do; `undefined` when all is well. */
  refuse(subject: Subject): string | undefined;
}

/** A resource about to be created, updated or deleted, and the account around it. */
export interface InAccount {
  readonly resource: Resource;
  /** Before an update; absent on create and delete. */
  readonly before?: Resource;
  readonly account: Account;
  readonly place: Place;
}

/** Says why a model has no rule of a kind. */
export interface None {
  readonly none: string;
}

/**
 * How one resource type behaves. Used twice: the plan takes `check`, `identify` and `outputs`; the provider takes all.
 * Which inputs exist, are required, replace or are limited to values comes from `spec/`; a model adds what that is
 * silent on.
 */
export interface Model {
  /** Pulumi type token. */
  readonly type: string;
  /** Input that the provider fills with `<logical name>-<7 hex>` when it is absent. */
  readonly autoname?: { readonly input: string; readonly max: number; readonly lowercase?: boolean };
  /** Values that the provider fills in when the program gives none (they count as outputs, not inputs). */
  readonly defaults?: Values;
  /**
   * Rules on the inputs alone: they hold in the plan and in a preview too. An input that is not known yet looks absent,
   * and what a rule refuses after a look at one does not count.
   */
  readonly checks?: readonly Rule<Values>[];
  /** The Pulumi id. */
  identify(inputs: Values, seed: Seed, place: Place): string;
  /** What AWS adds to the inputs: ARNs, addresses, generated parts. */
  outputs(inputs: Values, id: string, seed: Seed, place: Place): Values;
  /** What must be true in the account before it can be created or updated. */
  readonly requires: readonly Rule<InAccount>[] | None;
  /** Inputs whose change replaces the resource, beyond those in `spec/`; `none` says why there are none at all. */
  readonly replaces: readonly string[] | "as the specification says" | None;
  /** Inputs that replace the resource in this change only, for what the specification calls conditional. */
  replacesWhen?(before: Values, after: Values): readonly string[];
  /** What keeps it from being deleted. */
  readonly blocksDelete: readonly Rule<InAccount>[] | None;
  /** Outputs that are secret. */
  readonly secretOutputs?: readonly string[];
  /**
   * What else happens in the account with it, for example a certificate that becomes issued. It may put other
   * resources and this one. What it throws after "created" or "updated" fails the operation the way AWS does when it
   * waits: the resource exists, is in the state, and the next `up` tries again.
   */
  after?(change: "created" | "updated" | "deleted", subject: InAccount): void;
  /** How one is found that nobody made here: it stands in the world and is adopted with `import`. @default never */
  readonly beforehand?: {
    find(id: string, account: Account): Resource | undefined;
    /** The refusal when there is none: which line of the world to add. */
    missing(id: string, account: Account): string;
  };
  /** The id in what the provider imports one by. @default all of it */
  idOfImport?(importId: string): string;
  /** Minutes that AWS typically takes to create one, as we estimate it; `--pace` and the benchmark's paths use it. */
  readonly typicalMinutes?: number;
}
