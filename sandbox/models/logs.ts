import type { InAccount, Model, Rule } from "../model.ts";
import { forgetLog } from "./container-log.ts";
import { arn } from "./identifiers.ts";
import { nameShape } from "./limits.ts";
import { logParts } from "./log-parts.ts";
import { uniqueName } from "./references.ts";
import { placeOf } from "./shapes.ts";
import { token } from "./tokens.ts";
import { bool, str } from "./values.ts";

/** Pulumi type token. */
export const LOG_GROUP = token.logGroup;

const CREATE = "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html";
const RETENTION = "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html";
const RETENTION_DAYS = [
  0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

const notProtected: Rule<InAccount> = {
  id: "log-group-not-protected",
  says: "A log group with deletion protection cannot be deleted.",
  source: "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteLogGroup.html",
  refuse: ({ resource }) =>
    bool(resource.outputs, "deletionProtectionEnabled") === true
      ? `ValidationException: log group "${resource.id}" has deletion protection: set deletionProtectionEnabled to false and run up first`
      : undefined,
};

const logGroup: Model = {
  type: LOG_GROUP,
  autoname: { input: "name", max: 512 },
  defaults: { deletionProtectionEnabled: false, logGroupClass: "STANDARD", retentionInDays: 0, skipDestroy: false },
  checks: [
    nameShape({
      id: "log-group-name-shape",
      input: "name",
      max: 512,
      pattern: /^(?!aws\/)[.\-_/#A-Za-z0-9]+$/,
      allowed: "letters, digits and .-_/#, not beginning with `aws/`",
      source: CREATE,
    }),
    {
      id: "log-group-retention-legal",
      says: `Retention is one of ${RETENTION_DAYS.join(", ")} days (0 is for ever).`,
      source: RETENTION,
      refuse: ({ retentionInDays }) =>
        retentionInDays === undefined || RETENTION_DAYS.includes(Number(retentionInDays))
          ? undefined
          : `InvalidParameterException: 1 validation error detected: Value '${retentionInDays}' at 'retentionInDays' failed to satisfy constraint: ` +
            `use one of ${RETENTION_DAYS.join(", ")}`,
    },
  ],
  identify: (inputs) => str(inputs, "name") ?? "",
  outputs: (inputs, id, _seed, place) => ({ arn: arn(placeOf(inputs, place), "logs", `log-group:${id}`) }),
  requires: [
    uniqueName({
      id: "log-group-unique",
      type: LOG_GROUP,
      input: "name",
      noun: "log group",
      code: "ResourceAlreadyExistsException: The specified log group already exists",
      source: CREATE,
    }),
  ],
  replaces: "as the specification says",
  blocksDelete: [notProtected],
  after(change, subject) {
    if (change === "deleted") forgetLog(subject);
  },
  typicalMinutes: 0.1,
};

/** Logs of an account. */
export const models: readonly Model[] = [logGroup, ...logParts];
