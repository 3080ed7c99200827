/** What is known about the stack beside its values. */
export interface Where {
  /** Name of the stack. */
  readonly stack: string;
  /** The other stacks of the project, as far as their files are there. */
  readonly siblings?: readonly Sibling[];
  /** What Pulumi encrypts the stack's secrets with, as its file says it: `awskms://alias/shop?region=eu-north-1`. */
  readonly secretsProvider?: string;
}
/** The same where the stack files are there. */
export type PlacedWhere = Where & Required<Pick<Where, "siblings">>;

/** Another stack of the project. */
export interface Sibling {
  readonly stack: string;
  /** Its file is no YAML, so nobody knows what it says. */
  readonly isUnreadable?: true;
  readonly accountId?: string;
  readonly sharedAccountOwner?: boolean;
  /** Whether it declares what the repositories have once. */
  readonly managesRepository?: boolean;
  /** Addresses of its network, unless that is somebody else's. */
  readonly cidr?: string;
  /** The stack that it takes what was verified from. */
  readonly from?: string;
}
