/** What the containers of a family do instead of succeeding. */
export type Misbehaviour =
  | { readonly exitCode: number; readonly says: readonly string[] }
  | { readonly unhealthy: string }
  | { readonly notPulled: string };

/** What goes wrong on purpose while ECS works, as the models of an account ask for it. */
export interface Mishaps {
  /** How the containers of a family misbehave, if they do. */
  misbehaviour(family: string): Misbehaviour | undefined;
  /** Whether Fargate has no room for a task of the family. */
  lacksCapacity(family: string): boolean;
  /** Which of these alarms begin to ring while a deployment is watched. */
  ringsDuring(alarms: readonly string[]): readonly string[];
  /** Which of these alarms ring now. */
  ringing(alarms: readonly string[]): readonly string[];
  /** Whether ECS takes a deployment of the family back, and the provider does not notice. */
  rollsBackSilently(family: string): boolean;
}

/** AWS's words when Fargate has no room. */
export const NO_CAPACITY =
  "Capacity is unavailable at this time. Please try again later or in a different availability zone.";

/** All is well. */
export const noMishaps: Mishaps = {
  misbehaviour: () => undefined,
  lacksCapacity: () => false,
  ringsDuring: () => [],
  ringing: () => [],
  rollsBackSilently: () => false,
};
