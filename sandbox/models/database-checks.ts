import { refuseClass } from "../../lib/postgres-classes.ts";
import type { Rule, Values } from "../model.ts";
import { copyChecks } from "./database-copy-rules.ts";
import { postgresMajor, postgresMajors } from "./database-engines.ts";
import { nameShape } from "./limits.ts";
import { bool, num, object, str } from "./values.ts";
import { refuseWindows } from "./windows.ts";

const CREATE = "https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html";
const SECRETS = "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-secrets-manager.html";
const MONITORING_SECONDS = [0, 1, 5, 10, 15, 30, 60];

/** A rule that a number is within bounds. */
function within(id: string, input: string, from: number, to: number): Rule<Values> {
  return {
    id,
    says: `\`${input}\` is ${from} to ${to}.`,
    source: CREATE,
    refuse(values) {
      const value = num(values, input);
      return value === undefined || (value >= from && value <= to)
        ? undefined
        : `InvalidParameterValue: Invalid ${input}: ${value}. Use ${from} to ${to}`;
    },
  };
}

const versionKnown: Rule<Values> = {
  id: "instance-version-offered",
  says: "The engine is postgres, in a version that RDS offers, on a class that runs it.",
  source: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.DBInstanceClass.Support.html",
  refuse(values) {
    const engine = str(values, "engine");
    if (engine !== undefined && engine !== "postgres")
      return `engine "${engine}" is not modelled: use postgres, or add it to sandbox/models/database-engines.ts`;
    const version = str(values, "engineVersion");
    const major = version === undefined ? undefined : postgresMajor(version);
    if (version !== undefined && major === undefined)
      return `InvalidParameterCombination: Cannot find version ${version} for postgres: use ${postgresMajors.join(", ")}`;
    const instanceClass = str(values, "instanceClass");
    if (instanceClass === undefined) return undefined;
    const wrong = refuseClass(instanceClass, major ?? 17);
    return wrong === undefined
      ? undefined
      : `InvalidParameterCombination: RDS does not support creating a DB instance with the following combination: ` +
          `DBInstanceClass=${instanceClass}, Engine=postgres, EngineVersion=${version ?? "17"}: ${wrong.says}`;
  },
};

const storage: Rule<Values> = {
  id: "instance-storage-size",
  says: "Storage is 20 to 65536 GiB (gp2, gp3) or 100 to 65536 GiB (io1, io2), and its maximum is a tenth more at least.",
  source: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PIOPS.Autoscaling.html",
  refuse(values) {
    const gib = num(values, "allocatedStorage");
    const type = str(values, "storageType") ?? "gp2";
    if (!["gp2", "gp3", "io1", "io2"].includes(type))
      return `InvalidParameterValue: Invalid storage type "${type}": use gp3, gp2, io1 or io2`;
    const least = type.startsWith("io") ? 100 : 20;
    if (gib !== undefined && (gib < least || gib > 65536))
      return `InvalidParameterValue: Invalid storage size for engine name postgres and storage type ${type}: ${gib}. Use ${least} to 65536 GiB`;
    const most = num(values, "maxAllocatedStorage") ?? 0;
    return gib !== undefined && most > 0 && most * 10 < gib * 11
      ? `InvalidParameterCombination: Invalid max storage size for engine name postgres: maxAllocatedStorage ${most} is not a tenth more than allocatedStorage ${gib}. Raise the maximum`
      : undefined;
  },
};

const iops: Rule<Values> = {
  id: "instance-iops-need-storage",
  says: "IOPS and throughput of gp3 can be set from 400 GiB on.",
  source: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Storage.html",
  refuse: (values) =>
    str(values, "storageType") === "gp3" &&
    (num(values, "iops") ?? num(values, "storageThroughput")) !== undefined &&
    (num(values, "allocatedStorage") ?? 400) < 400
      ? "InvalidParameterCombination: You can't specify IOPS or storage throughput for engine postgres and a storage size less than 400: " +
        "leave iops and storageThroughput out, or take 400 GiB"
      : undefined,
};

const windows: Rule<Values> = {
  id: "instance-windows",
  says: "Backup and maintenance windows have at least 30 minutes and do not overlap.",
  source: CREATE,
  refuse(values) {
    const [daily, weekly] = [str(values, "backupWindow"), str(values, "maintenanceWindow")];
    const wrong = refuseWindows({ daily, weekly, minMinutes: 30 });
    return wrong === undefined ? undefined : `InvalidParameterValue: ${wrong}`;
  },
};

const password: Rule<Values> = {
  id: "instance-managed-password-alone",
  says: "A master password that RDS manages goes with no password, no replica and no blue/green update.",
  source: SECRETS,
  refuse(values) {
    if (bool(values, "manageMasterUserPassword") !== true) return undefined;
    const other = ["password", "passwordWo", "replicateSourceDb"].find((key) => values[key] !== undefined);
    if (other !== undefined)
      return `InvalidParameterCombination: manageMasterUserPassword and ${other} exclude each other: leave one out`;
    return bool(object(values, "blueGreenUpdate"), "enabled") === true
      ? "InvalidParameterCombination: blue/green deployments are not supported with a master password that RDS manages: " +
          "turn blueGreenUpdate off"
      : undefined;
  },
};

const passwordShape: Rule<Values> = {
  id: "instance-password-shape",
  says: 'A master password has 8 to 128 printable characters without `/`, `"`, `@` and space.',
  source: CREATE,
  refuse(values) {
    const given = str(values, "password");
    return given === undefined || /^[!-~]{8,128}$/.test(given.replace(/[/"@]/g, "\n"))
      ? undefined
      : 'InvalidParameterValue: The parameter MasterUserPassword is not a valid password: use 8 to 128 printable characters, no /, ", @ or space';
  },
};

const insights: Rule<Values> = {
  id: "instance-insights-days",
  says: "Performance Insights keep data for 7 or 731 days or 31 times 1 to 23, and Database Insights `advanced` for 465.",
  source: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PerfInsights.Overview.cost.html",
  refuse(values) {
    const days = num(values, "performanceInsightsRetentionPeriod");
    const enabled = bool(values, "performanceInsightsEnabled") === true;
    if (days !== undefined && days !== 7 && days !== 731 && !(days % 31 === 0 && days >= 31 && days <= 31 * 23))
      return `InvalidParameterValue: Invalid Performance Insights retention period: ${days}. Use 7, 731 or a multiple of 31 up to 713`;
    return str(values, "databaseInsightsMode") === "advanced" && !(enabled && days === 465)
      ? "InvalidParameterCombination: Database Insights advanced needs Performance Insights with a retention of 465 days: set both"
      : undefined;
  },
};

const monitoring: Rule<Values> = {
  id: "instance-monitoring-interval",
  says: `Enhanced monitoring is every ${MONITORING_SECONDS.join(", ")} seconds.`,
  source: CREATE,
  refuse(values) {
    const seconds = num(values, "monitoringInterval");
    return seconds === undefined || MONITORING_SECONDS.includes(seconds)
      ? undefined
      : `InvalidParameterValue: Invalid monitoring interval: ${seconds}. Use one of ${MONITORING_SECONDS.join(", ")}`;
  },
};

const reservedUser: Rule<Values> = {
  id: "instance-username-free",
  says: "The master user is not called `rdsadmin` or another reserved word.",
  source: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Limits.html",
  refuse(values) {
    const name = str(values, "username");
    return name !== undefined && ["rdsadmin", "public", "user", "none"].includes(name.toLowerCase())
      ? `InvalidParameterValue: MasterUsername ${name} cannot be used as it is a reserved word used by the engine: choose another`
      : undefined;
  },
};

/** Rules on the inputs of a database instance alone. */
export const databaseChecks: readonly Rule<Values>[] = [
  nameShape({
    id: "instance-identifier-shape",
    input: "identifier",
    max: 63,
    pattern: /^[a-z](?!.*--)([a-z0-9-]*[a-z0-9])?$/,
    allowed: "lower-case letters, digits and single hyphens, a letter first and no hyphen last",
    source: CREATE,
  }),
  nameShape({
    id: "instance-username-shape",
    input: "username",
    max: 16,
    pattern: /^[A-Za-z]\w*$/,
    allowed: "letters, digits and underscores, a letter first",
    source: CREATE,
  }),
  nameShape({
    id: "instance-database-name-shape",
    input: "dbName",
    max: 63,
    pattern: /^[A-Za-z_]\w*$/,
    allowed: "letters, digits and underscores, no digit first",
    source: CREATE,
  }),
  within("instance-backup-days", "backupRetentionPeriod", 0, 35),
  within("instance-port-range", "port", 1150, 65535),
  versionKnown,
  storage,
  iops,
  windows,
  password,
  passwordShape,
  insights,
  monitoring,
  reservedUser,
  ...copyChecks,
];
