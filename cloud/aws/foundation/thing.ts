/** Whether something that an account has once is there, before its settings are looked at. */
export type Presence =
  | { readonly is: "there" }
  | { readonly is: "missing" }
  /** There, and another account's that this one may use: nothing is changed there. */
  | { readonly is: "elsewhere"; readonly note: string }
  /** Another account's, or nothing that a tool decides: what is so, and what to do. */
  | { readonly is: "refused"; readonly why: string };

/** One way in which it has to be, as the end of a sentence that begins with its name. */
export interface Setting {
  /** `keeps old versions` */
  readonly so: string;
  /** `keeps no old versions` */
  readonly notSo: string;
  isSo(): Promise<boolean>;
  set(): Promise<void>;
}

/** Something that an account has once and that outlives every stack. */
export interface Thing {
  /** `bucket acme-pulumi-state` */
  readonly name: string;
  presence(): Promise<Presence>;
  /** Makes it bare: its settings come after, so that a run that is killed in between is finished by the next. */
  make(): Promise<void>;
  /** Asked only where it is there and this account's. */
  readonly settings: readonly Setting[];
}
