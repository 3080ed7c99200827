import type { Model, Rule, Values } from "../model.ts";
import { backupToken, cronOnly, resourcesExist, roleOfBackup } from "./backup-shared.ts";
import { models as tests } from "./backup-tests.ts";
import { arn } from "./identifiers.ts";
import { nameShape } from "./limits.ts";
import { exists, inUse, uniqueName } from "./references.ts";
import { placeOf, uuid } from "./shapes.ts";
import { num, object, objects, str } from "./values.ts";

const API = "https://docs.aws.amazon.com/aws-backup/latest/devguide/";
const RULE = `${API}API_BackupRuleInput.html`;

const vault: Model = {
  type: backupToken.vault,
  autoname: { input: "name", max: 50 },
  defaults: { forceDestroy: false },
  checks: [
    nameShape({
      id: "backup-vault-name-shape",
      input: "name",
      min: 2,
      max: 50,
      pattern: /^[A-Za-z0-9_-]+$/,
      allowed: "letters, digits, hyphens and underscores",
      source: `${API}API_CreateBackupVault.html`,
    }),
  ],
  identify: (inputs) => str(inputs, "name") ?? "",
  outputs(inputs, id, seed, place) {
    const here = placeOf(inputs, place);
    const key = str(inputs, "kmsKeyArn") ?? arn(here, "kms", `key/${uuid(seed, "key")}`);
    return { arn: arn(here, "backup", `backup-vault:${id}`), kmsKeyArn: key, recoveryPoints: 0 };
  },
  requires: [
    uniqueName({
      id: "backup-vault-unique",
      type: backupToken.vault,
      input: "name",
      noun: "vault",
      code: "AlreadyExistsException",
      source: `${API}API_CreateBackupVault.html`,
    }),
  ],
  replaces: "as the specification says",
  blocksDelete: [
    inUse({
      id: "backup-vault-not-in-use",
      noun: "vault",
      code: "InvalidRequestException",
      source: `${API}API_DeleteBackupVault.html`,
      by: "name",
      users: [{ type: backupToken.plan, at: "rules.targetVaultName" }],
    }),
  ],
  typicalMinutes: 0.1,
};

const windows: Rule<Values> = {
  id: "backup-plan-windows",
  says: "A backup starts within 60 minutes or more, and has at least 60 more to complete.",
  source: RULE,
  refuse(values) {
    for (const rule of objects(values, "rules")) {
      const [start, completion] = [num(rule, "startWindow") ?? 480, num(rule, "completionWindow")];
      if (start < 60)
        return `InvalidParameterValueException: startWindow ${start} of rule ${rule.ruleName} is too short: use 60 minutes or more`;
      if (completion !== undefined && completion < start + 60)
        return `InvalidParameterValueException: completionWindow ${completion} of rule ${rule.ruleName} is too short: use ${start + 60} minutes or more`;
    }
    return undefined;
  },
};

const lifecycle: Rule<Values> = {
  id: "backup-plan-lifecycle",
  says: "A backup is kept for a day or more, and for 90 days or more in cold storage.",
  source: `${API}API_Lifecycle.html`,
  refuse(values) {
    for (const rule of objects(values, "rules")) {
      const [after, cold] = [
        num(object(rule, "lifecycle"), "deleteAfter"),
        num(object(rule, "lifecycle"), "coldStorageAfter"),
      ];
      const least = cold === undefined ? 1 : cold + 90;
      if (after !== undefined && after < least)
        return `InvalidParameterValueException: deleteAfter ${after} of rule ${rule.ruleName} is too short: use ${least} days or more`;
    }
    return undefined;
  },
};

const planName = nameShape({
  id: "backup-plan-name-shape",
  input: "name",
  max: 50,
  pattern: /^[A-Za-z0-9._-]+$/,
  allowed: "letters, digits and ._-",
  source: `${API}API_BackupPlanInput.html`,
});

const plan: Model = {
  type: backupToken.plan,
  autoname: { input: "name", max: 50 },
  checks: [planName, cronOnly("backup-plan-schedule", "rules.schedule", RULE), windows, lifecycle],
  identify: (_inputs, seed) => uuid(seed),
  outputs: (inputs, id, seed, place) => ({
    arn: arn(placeOf(inputs, place), "backup", `backup-plan:${id}`),
    version: uuid(seed, "version"),
  }),
  requires: [
    exists({
      id: "backup-plan-vault-exists",
      input: "rules.targetVaultName",
      type: backupToken.vault,
      noun: "vault",
      by: "name",
      code: "InvalidParameterValueException",
      source: RULE,
    }),
  ],
  replaces: "as the specification says",
  blocksDelete: [
    inUse({
      id: "backup-plan-without-selections",
      noun: "backup plan",
      code: "InvalidRequestException: Related backup plan selections must be deleted prior to backup plan deletion",
      source: `${API}API_DeleteBackupPlan.html`,
      users: [{ type: backupToken.selection, at: "planId" }],
    }),
  ],
  typicalMinutes: 0.1,
};

const something: Rule<Values> = {
  id: "backup-selection-something",
  says: "A selection names resources or tags.",
  source: `${API}API_BackupSelection.html`,
  refuse: (values) =>
    values.resources === undefined && values.selectionTags === undefined && values.conditions === undefined
      ? "InvalidParameterValueException: a selection needs resources, selectionTags or conditions: name what is backed up"
      : undefined,
};

const selection: Model = {
  type: backupToken.selection,
  autoname: { input: "name", max: 50 },
  checks: [{ ...planName, id: "backup-selection-name-shape", source: `${API}API_BackupSelection.html` }, something],
  identify: (_inputs, seed) => uuid(seed),
  outputs: () => ({}),
  requires: [
    exists({
      id: "backup-selection-plan-exists",
      input: "planId",
      type: backupToken.plan,
      noun: "backup plan",
      code: "ResourceNotFoundException",
      source: `${API}API_CreateBackupSelection.html`,
    }),
    resourcesExist("backup-selection-resources-exist", "resources", `${API}API_BackupSelection.html`),
    roleOfBackup("backup-selection-role", "rds:CreateDBSnapshot"),
  ],
  // Nothing of it is changed: https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/backup/selection.go
  replaces: ["conditions", "iamRoleArn", "name", "notResources", "resources", "selectionTags"],
  blocksDelete: { none: "what was backed up stays in its vault" },
  typicalMinutes: 0.1,
};

/** Vaults, plans and tests of AWS Backup. */
export const models: readonly Model[] = [vault, plan, selection, ...tests];
