/** What kind of value a property takes; `any` where the provider takes several kinds. */
export type PropertyKind = "string" | "number" | "boolean" | "list" | "map" | "object" | "any";

/** One input, output or nested field of a resource. */
export interface PropertySpec {
  readonly kind: PropertyKind;
  /** What a list or map holds. */
  readonly of?: PropertyKind;
  /** The fields of an object, or of each object in a list or map; left out below the third level. */
  readonly fields?: Readonly<Record<string, PropertySpec>>;
  readonly required?: true;
  /** An optional input that the provider fills in when it is not given: a default, or a value only AWS knows. */
  readonly computed?: true;
  /** The provider's SDK marks the value as secret, so it is encrypted in the state. */
  readonly secret?: true;
  readonly deprecated?: true;
  /** The only values that are allowed, where AWS publishes them. */
  readonly allowed?: readonly (string | number)[];
}

/** What is known about a resource type, from the provider's typings and from AWS's resource specification. */
export interface ResourceSpec {
  readonly inputs: Readonly<Record<string, PropertySpec>>;
  /** Properties that only the provider sets. */
  readonly outputs: Readonly<Record<string, PropertySpec>>;
  /** Inputs that replace the resource when they change; a dot leads into an object or each object of a list. */
  readonly replaces: readonly string[];
  /** Inputs that replace the resource under some conditions, which the model has to know. */
  readonly mayReplace?: readonly string[];
  /** It holds data, which is lost with it. */
  readonly stateful?: true;
  /** It has a `tags` input. */
  readonly taggable?: true;
  /** The CloudFormation type that the specification describes it under. */
  readonly cloudFormation?: string;
  /** CloudFormation properties that the provider has no input for, so nothing is lost in silence. */
  readonly unmapped?: readonly string[];
}
