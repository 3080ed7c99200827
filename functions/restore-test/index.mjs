// Runs in AWS Lambda when AWS Backup may have restored a database for a test, and every few hours: judges each copy by
// a query, tells AWS Backup, which then deletes the copy, and tells CloudWatch how long ago a copy was last found good.
import {
  BackupClient,
  GetRestoreTestingSelectionCommand,
  PutRestoreValidationResultCommand,
  paginateListRestoreJobs,
} from "@aws-sdk/client-backup";
import { DescribeDBInstancesCommand, RDSClient } from "@aws-sdk/client-rds";
import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { judge } from "./judge.mjs";

const day = 24 * 3_600_000;
const backup = new BackupClient();

export async function handler() {
  const failures = [];
  const jobs = await finishedJobs();
  const databases = JSON.parse(process.env.DATABASES);
  for (const database of databases) {
    const own = jobs.filter(({ SourceResourceArn }) => SourceResourceArn === database.instanceArn);
    for (const job of own.filter(isOpen)) {
      try {
        job.ValidationStatus = await validate(database, job);
      } catch (error) {
        // Not the copy's fault, so it is tried again: Lambda does so twice, and the next run once more.
        failures.push(`${database.name}, restore job ${job.RestoreJobId}: ${error.message}`);
      }
    }
    publish(database.name, (Date.now() - (await lastGood(database, own))) / day);
  }
  if (failures.length > 0) {
    throw new Error(failures.join("; "));
  }
}

/** Restores of the plan that have ended well; AWS Backup keeps them for 30 days. */
async function finishedJobs() {
  const asked = { ByRestoreTestingPlanArn: process.env.PLAN_ARN, ByStatus: "COMPLETED" };
  const jobs = [];
  for await (const { RestoreJobs = [] } of paginateListRestoreJobs({ client: backup }, asked)) {
    jobs.push(...RestoreJobs);
  }
  return jobs;
}

/** Whether a copy still stands there without a verdict. */
function isOpen({ ValidationStatus = "VALIDATING", DeletionStatus }) {
  return ValidationStatus === "VALIDATING" && DeletionStatus === undefined;
}

async function validate(database, { RestoreJobId, CreatedResourceArn }) {
  const verdict = await judge({
    ...(await addressOf(CreatedResourceArn)),
    database: database.databaseName,
    logins: await loginsOf(database.secretArn),
    query: database.query,
  });
  await backup.send(
    new PutRestoreValidationResultCommand({
      RestoreJobId,
      ValidationStatus: verdict.status,
      ValidationStatusMessage: verdict.message,
    }),
  );
  console.log(`${database.name}: ${verdict.status}: ${verdict.message}`);
  return verdict.status;
}

async function addressOf(instanceArn) {
  const DBInstanceIdentifier = instanceArn.split(":").at(-1);
  const { DBInstances = [] } = await new RDSClient().send(new DescribeDBInstancesCommand({ DBInstanceIdentifier }));
  const { Endpoint } = DBInstances[0];
  return { host: Endpoint.Address, port: Endpoint.Port };
}

/** The login of today and the one before: a copy has the password that was in force when its backup was taken. */
async function loginsOf(secretArn) {
  const secrets = new SecretsManagerClient();
  const stages = await Promise.all(
    ["AWSCURRENT", "AWSPREVIOUS"].map((VersionStage) =>
      secrets.send(new GetSecretValueCommand({ SecretId: secretArn, VersionStage })).catch((error) => {
        if (VersionStage === "AWSPREVIOUS" && error.name === "ResourceNotFoundException") {
          return undefined;
        }
        throw error;
      }),
    ),
  );
  return stages.flatMap((version) => {
    const { username, password } = version === undefined ? {} : JSON.parse(version.SecretString);
    return username === undefined ? [] : [{ username, password }];
  });
}

/** When a copy was last found good; before the first time, since when there are tests at all. */
async function lastGood({ selection }, jobs) {
  const good = jobs.filter(({ ValidationStatus }) => ValidationStatus === "SUCCESSFUL");
  if (good.length > 0) {
    return Math.max(...good.map(({ CompletionDate }) => CompletionDate.getTime()));
  }
  const { RestoreTestingSelection } = await backup.send(
    new GetRestoreTestingSelectionCommand({
      RestoreTestingPlanName: process.env.PLAN_NAME,
      RestoreTestingSelectionName: selection,
    }),
  );
  return RestoreTestingSelection.CreationTime.getTime();
}

/** One line of https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html */
function publish(database, days) {
  const Metrics = [{ Name: "DaysSinceRestore", Unit: "Count" }];
  const line = {
    _aws: {
      Timestamp: Date.now(),
      CloudWatchMetrics: [{ Namespace: process.env.NAMESPACE, Dimensions: [["Database"]], Metrics }],
    },
    Database: database,
    DaysSinceRestore: days,
  };
  // Not console.log: Lambda puts words before what that prints, and then the line is no JSON.
  process.stdout.write(`${JSON.stringify(line)}\n`);
}
