/** What is known about the stack beside its values. */
export interface Where {
  /** Name of the stack. */
  readonly stack: string;
  /** The other stacks of the project, as far as their files are there. */
  readonly siblings?: readonly Sibling[];
}
/** Another stack of the project. */
export interface Sibling {
  readonly stack: string;
  readonly accountId?: string;
  readonly sharedAccountOwner?: boolean;
  /** Addresses of its network, unless that is somebody else's. */
  readonly cidr?: string;
  /** The stack that it takes what was verified from. */
  readonly from?: string;
}
