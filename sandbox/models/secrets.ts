import type { InAccount, Model, Rule, Values } from "../model.ts";
import { arn } from "./identifiers.ts";
import { nameShape } from "./limits.ts";
import { parameter } from "./parameter.ts";
import { exists, uniqueName } from "./references.ts";
import { SECRET, SECRET_VERSION } from "./secret-tokens.ts";
import { lettersAndDigits, placeOf, uuid } from "./shapes.ts";
import { list, num, str } from "./values.ts";

const SECRETS_API = "https://docs.aws.amazon.com/secretsmanager/latest/apireference/";
const CREATE_SECRET = `${SECRETS_API}API_CreateSecret.html`;
const PUT_VALUE = `${SECRETS_API}API_PutSecretValue.html`;

// A deleted secret until its recovery window ends.
const DELETED = "sandbox:secretsmanager:DeletedSecret";
const DEFAULT_RECOVERY_DAYS = 30;
const MAX_SECRET_BYTES = 65536;
const DAY_MILLISECONDS = 24 * 60 * 60 * 1000;

const recoveryWindow: Rule<Values> = {
  id: "secret-recovery-window",
  says: "The recovery window of a secret is 0 or 7 to 30 days.",
  source: `${SECRETS_API}API_DeleteSecret.html`,
  refuse(values) {
    const days = num(values, "recoveryWindowInDays");
    return days === undefined || days === 0 || (days >= 7 && days <= 30)
      ? undefined
      : `InvalidParameterException: The RecoveryWindowInDays value must be between 7 and 30 days (inclusive), and is ${days}: use 0, or 7 to 30`;
  },
};

const notScheduledForDeletion: Rule<InAccount> = {
  id: "secret-not-scheduled-for-deletion",
  says: "A deleted secret keeps its name until its recovery window ends.",
  source: `${SECRETS_API}API_DeleteSecret.html`,
  refuse({ resource, before, account, place }) {
    const name = str(resource.inputs, "name");
    const kept = before === undefined ? account.get(DELETED, `${place.region} ${name}`) : undefined;
    const until = str(kept?.outputs ?? {}, "until");
    return until === undefined || new Date(until) <= account.now()
      ? undefined
      : "InvalidRequestException: You can't create this secret because a secret with this name is already scheduled for deletion: " +
          `"${name}" until ${until}. Restore it, wait, or delete it for good (aws secretsmanager delete-secret --force-delete-without-recovery)`;
  },
};

const secret: Model = {
  type: SECRET,
  autoname: { input: "name", max: 512 },
  defaults: { forceOverwriteReplicaSecret: false, recoveryWindowInDays: DEFAULT_RECOVERY_DAYS },
  checks: [
    nameShape({
      id: "secret-name-shape",
      input: "name",
      max: 512,
      pattern: /^[A-Za-z0-9/_+=.@-]+$/,
      allowed: "letters, digits and /_+=.@-",
      source: CREATE_SECRET,
    }),
    recoveryWindow,
  ],
  identify: (inputs, seed, place) =>
    arn(placeOf(inputs, place), "secretsmanager", `secret:${str(inputs, "name")}-${lettersAndDigits(seed, 6)}`),
  outputs: (inputs, id) => ({ arn: id, policy: str(inputs, "policy") ?? "", replicas: list(inputs, "replicas") }),
  requires: [
    uniqueName({
      id: "secret-name-unique",
      type: SECRET,
      input: "name",
      noun: "secret",
      code: "ResourceExistsException",
      source: CREATE_SECRET,
    }),
    notScheduledForDeletion,
  ],
  replaces: "as the specification says",
  blocksDelete: { none: "a secret can always be deleted: what reads it fails when it next starts" },
  after(change, { resource, account, place }) {
    const days = num(resource.outputs, "recoveryWindowInDays") ?? DEFAULT_RECOVERY_DAYS;
    if (change !== "deleted" || days === 0) return;
    const name = str(resource.outputs, "name") ?? "";
    const until = new Date(account.now().getTime() + days * DAY_MILLISECONDS).toISOString();
    account.put({ type: DELETED, id: `${place.region} ${name}`, inputs: {}, outputs: { name, until } });
  },
  typicalMinutes: 0.1,
};

const oneValue: Rule<Values> = {
  id: "secret-version-one-value",
  says: "A secret's value is text or bytes, one of them, of at most 64 KiB.",
  source: PUT_VALUE,
  refuse(values) {
    const given = ["secretString", "secretBinary", "secretStringWo"].filter((key) => values[key] !== undefined);
    if (given.length > 1) return `InvalidParameterException: ${given.join(" and ")} exclude each other: give one`;
    const bytes = Math.max(0, ...given.map((key) => Buffer.byteLength(str(values, key) ?? "")));
    return bytes > MAX_SECRET_BYTES
      ? `ValidationException: the secret value has ${bytes} bytes: use at most ${MAX_SECRET_BYTES}`
      : undefined;
  },
};

const secretVersion: Model = {
  type: SECRET_VERSION,
  checks: [oneValue],
  identify: (inputs, seed) => `${str(inputs, "secretId")}|${uuid(seed)}`,
  outputs: (inputs, id) => ({
    arn: str(inputs, "secretId"),
    hasSecretStringWo: inputs.secretStringWo !== undefined,
    secretArn: str(inputs, "secretId"),
    versionId: id.slice(id.lastIndexOf("|") + 1),
    versionStages: inputs.versionStages ?? ["AWSCURRENT"],
  }),
  requires: [
    exists({
      id: "secret-version-secret-exists",
      input: "secretId",
      type: SECRET,
      noun: "secret",
      code: "ResourceNotFoundException: Secrets Manager can't find the specified secret",
      source: PUT_VALUE,
    }),
    {
      id: "secret-version-has-value",
      says: "A version has a value.",
      source: PUT_VALUE,
      refuse: ({ resource: { inputs } }) =>
        (inputs.secretString ?? inputs.secretBinary ?? inputs.secretStringWo)
          ? undefined
          : "InvalidParameterException: You must provide either SecretString or SecretBinary: set secretString",
    },
  ],
  replaces: "as the specification says",
  blocksDelete: { none: "a version loses its label and goes when Secrets Manager needs the room" },
  typicalMinutes: 0.1,
};

/** What holds secrets and settings in an account. */
export const models: readonly Model[] = [secret, secretVersion, parameter];
