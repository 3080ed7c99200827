import { Secret } from "@pulumi/aws/secretsmanager/secret.js";
import { SecretVersion } from "@pulumi/aws/secretsmanager/secretVersion.js";
import * as pulumi from "@pulumi/pulumi";
import { RandomPassword } from "@pulumi/random/randomPassword.js";
import { physicalName } from "../lib/names.ts";

/** Where a task finds a secret: never its value. */
export interface SecretReference {
  /** ARN of the secret in Secrets Manager: what the execution role may read. */
  readonly arn: pulumi.Input<string>;
  /** What a container definition names: the ARN, and the field of its JSON if only one is meant. */
  readonly valueFrom: pulumi.Input<string>;
}

type AppSecret =
  /** `stored: false`: no task reads it, only this program hands it on. */
  | { readonly kind: "given"; readonly value: pulumi.Input<string>; readonly stored?: false }
  | { readonly kind: "generated"; readonly stored?: false }
  | { readonly kind: "existing"; readonly arn: string; readonly key?: string };

export interface AppSecretsArgs {
  /** `<app>-<stack>`: what physical names start with. */
  readonly prefix: string;
  /** By NAME. Removing one deletes it, for good after `recoveryDays`. */
  readonly secrets: Readonly<Record<string, AppSecret>>;
  /** Days in which a deleted secret can be had back (0, or 7 to 30); its name is taken until they are over. */
  readonly recoveryDays: number;
}

/** The app's secrets in Secrets Manager, one each, so that a task can be given exactly those it names. */
export class AppSecrets extends pulumi.ComponentResource {
  /** Where tasks find them, by NAME. */
  readonly references: Readonly<Record<string, SecretReference>>;
  /** The values of those that are not somebody else's, by NAME; each is secret. */
  readonly values: Readonly<Record<string, pulumi.Output<string>>>;

  constructor(name: string, args: AppSecretsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("slipway:app-secrets:AppSecrets", name, {}, opts);
    const child = { parent: this };

    const existing: Record<string, SecretReference> = {};
    const stored: Record<string, SecretReference> = {};
    const values: Record<string, pulumi.Output<string>> = {};
    for (const [key, secret] of Object.entries(args.secrets)) {
      if (secret.kind === "existing") {
        existing[key] = { arn: secret.arn, valueFrom: secret.key ? `${secret.arn}:${secret.key}::` : secret.arn };
        continue;
      }
      const value = secret.kind === "given" ? pulumi.secret(secret.value) : generated(`${name}-${key}`, child);
      const own = { prefix: args.prefix, logicalName: key, value, recoveryDays: args.recoveryDays };
      values[key] = value;
      if (secret.stored !== false) {
        stored[key] = secretReference(storedSecret(`${name}-${key}`, own, child));
      }
    }

    this.references = { ...existing, ...stored };
    this.values = values;
    this.registerOutputs({});
  }
}

/** 48 letters and digits: 285 bits, and nothing that a URL or a shell would have to quote. */
export function generated(name: string, child: { parent: pulumi.Resource }): pulumi.Output<string> {
  return new RandomPassword(`${name}-generated`, { length: 48, special: false }, child).result;
}

/** A secret in Secrets Manager that this program fills. */
export interface StoredSecret {
  readonly arn: pulumi.Output<string>;
  readonly versionId: pulumi.Output<string>;
}

/** One secret in Secrets Manager with its current version. */
export function storedSecret(
  name: string,
  args: { prefix: string; logicalName: string; value: pulumi.Input<string>; recoveryDays: number },
  child: { parent: pulumi.Resource },
): StoredSecret {
  const secret = new Secret(
    `${name}-secret`,
    { name: physicalName("secret", args.prefix, args.logicalName), recoveryWindowInDays: args.recoveryDays },
    child,
  );
  const version = new SecretVersion(
    `${name}-value`,
    { secretId: secret.id, secretString: pulumi.secret(args.value) },
    child,
  );
  return { arn: secret.arn, versionId: version.versionId };
}

/** Refers to exactly this version, so that a new value is an ordinary deployment of whoever reads it. */
export function secretReference({ arn, versionId }: StoredSecret, jsonKey = ""): SecretReference {
  return { arn, valueFrom: pulumi.interpolate`${arn}:${jsonKey}::${versionId}` };
}
