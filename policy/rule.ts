/** A resource as a rule sees it: from the offline plan, or from the engine. */
export interface PolicyResource {
  /** Full token, for example `aws:rds/instance:Instance`. */
  readonly type: string;
  /** Logical name. */
  readonly name: string;
  readonly urn: string;
  /** What people call it: the plan's path of logical names; from the engine the logical name. */
  readonly path: string;
  readonly protect: boolean;
  /**
   * What the program sets; the engine adds what the provider answers where a rule looks around. A secret is
   * `{ "secret": true }` in a plan and anything on the engine: a rule never prints a value that could be one. A value
   * that a preview does not know yet throws when it is read: that resource is judged in `up`.
   */
  readonly inputs: Readonly<Record<string, unknown>>;
  /** Resources that give this input its value. Only for rules that look around. */
  references(input: string): readonly PolicyResource[];
}

/** All resources of a stack, for rules that look around. */
export interface Everything {
  ofType(type: string): readonly PolicyResource[];
  /** Resources of `type` whose input `input` refers to `target`. */
  referring(type: string, input: string, target: PolicyResource): readonly PolicyResource[];
}

/** Where a rule comes from: a control of the AWS Foundational Security Best Practices, or a page and what it says. */
export type Source = { readonly control: string } | { readonly url: string; readonly says: string };

/** One thing that has to be so, of one kind of resource. */
export interface Rule {
  /** What is demanded, in kebab-case, for example `database-encrypted`; also the name of its file. */
  readonly name: string;
  /** One sentence: what has to be so. */
  readonly demands: string;
  /** What happens otherwise. */
  readonly why: string;
  readonly sources: readonly Source[];
  /** What to write instead. */
  readonly wayOut: string;
  readonly enforcement: "mandatory" | "advisory";
  /** Full tokens of the types it is about. */
  readonly types: readonly string[];
  /** Whether it needs other resources to judge one; then the engine judges it when all are known. */
  readonly looksAround: boolean;
  /** What is wrong with this resource, in words and with the value; nothing where all is well. Pure. */
  check(resource: PolicyResource, everything: Everything): readonly string[];
}
