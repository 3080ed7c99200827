import { at } from "../../config/path.ts";
import { setCommand, setSecretCommand } from "../../config/set-command.ts";
import type { Values } from "../../config/values.ts";
import { pulumiCommand } from "../slipway-command.ts";

/** A secret that the app declares and the stage has no value for yet. */
interface MissingSecret {
  readonly name: string;
  readonly kind: "given" | "existing";
  /** The command that gives it one. */
  readonly command: string;
}

/** What the secrets of an app come to in a stage. Names only: no value is looked at. */
export interface SecretsParity {
  /** Names that only the newer app has, with their kind. */
  readonly added: readonly { readonly name: string; readonly kind: string }[];
  /** Names that the newer app has no more. */
  readonly removed: readonly string[];
  readonly missing: readonly MissingSecret[];
}

/** Where values of secrets are looked for. */
export interface SecretsOfStage {
  readonly stack: string;
  /** Its stack file. */
  readonly file: string;
  /** `slipway:environment`. */
  readonly environment: Values;
  /** `slipway:secrets`. */
  readonly secrets: Values;
}

/** Compares the secrets of two apps, and looks for their values in the stage that the second one goes to. */
export function secretsParity(from: Values | undefined, to: Values, target: SecretsOfStage): SecretsParity {
  const [before, after] = [kindsOf(from), kindsOf(to)];
  return {
    added: [...after].flatMap(([name, kind]) => (before.has(name) ? [] : [{ name, kind }])),
    removed: [...before.keys()].filter((name) => !after.has(name)),
    missing: [...after].flatMap(([name, kind]) => missing(name, kind, target)),
  };
}

function kindsOf(app: Values | undefined): ReadonlyMap<string, string> {
  return new Map(Object.entries(Object(app?.secrets)).map(([name, kind]) => [name, String(kind)]));
}

function missing(name: string, kind: string, target: SecretsOfStage): MissingSecret[] {
  const { stack, environment, secrets } = target;
  if (kind === "given" && secrets[name] === undefined) {
    return [{ name, kind, command: pulumiCommand(setSecretCommand(name, stack), target) }];
  }
  if (kind === "existing" && at(environment, ["secrets", name]) === undefined) {
    const command = setCommand(["environment", "secrets", name, "arn"], "ARN", stack);
    return [{ name, kind, command: pulumiCommand(command, target) }];
  }
  return [];
}
