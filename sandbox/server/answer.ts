import type { Refusal } from "../check.ts";
import type { Values } from "../model.ts";
import type { ProviderConfig } from "./provider-config.ts";
import type { Path, Properties } from "./wire.ts";

/** The resource that an operation is about. */
export interface Subject {
  readonly type: string;
  readonly name: string;
  readonly config: ProviderConfig;
}

/** Values, and where the secrets are in them. */
export interface Answer {
  readonly values: Values;
  readonly secrets: readonly Path[];
}

/** A resource that exists but did not become what was asked for. */
export class InitializationFailed extends Error {
  readonly id: string;
  readonly inputs: Properties;
  readonly outputs: Answer;

  constructor(reason: string, id: string, inputs: Properties, outputs: Answer) {
    super(reason);
    this.id = id;
    this.inputs = inputs;
    this.outputs = outputs;
  }
}

/** What `check` found, and the inputs with an autoname filled in. */
export interface Checked {
  readonly values: Values;
  readonly refusals: readonly Refusal[];
}

export interface Read {
  readonly id: string;
  readonly inputs: Answer;
  readonly outputs: Answer;
}
