import type { Place, Seed, Values } from "../model.ts";
import { actualVersion } from "./database-engines.ts";
import { arn } from "./identifiers.ts";
import { endpointPart, lettersAndDigits, placeOf, uuid } from "./shapes.ts";
import { bool, num, str } from "./values.ts";

const PORT = 5432;

/** The random part of RDS's own resource id, `db-` and 26 capital letters and digits. */
export function resourceIdOf(seed: Seed): string {
  return `db-${lettersAndDigits(seed, 26).toUpperCase()}`;
}

/** What RDS adds to an instance. */
export function databaseOutputs(inputs: Values, id: string, seed: Seed, place: Place): Values {
  const here = placeOf(inputs, place);
  const identifier = str(inputs, "identifier") ?? "";
  const version = str(inputs, "engineVersion") ?? "17";
  const major = version.split(".")[0] ?? version;
  const port = num(inputs, "port") ?? PORT;
  const address = `${identifier}.c${endpointPart(here, "rds", 11)}.${here.region}.rds.amazonaws.com`;
  return {
    address,
    arn: arn(here, "rds", `db:${identifier}`),
    availabilityZone: str(inputs, "availabilityZone") ?? `${here.region}a`,
    endpoint: `${address}:${port}`,
    engineVersion: version,
    engineVersionActual: actualVersion(version),
    hostedZoneId: `Z${endpointPart(here, "rds zone", 13).toUpperCase()}`,
    latestRestorableTime: "",
    listenerEndpoints: [],
    masterUserSecrets: managedSecrets(inputs, seed, here),
    optionGroupName: str(inputs, "optionGroupName") ?? `default:postgres-${major}`,
    parameterGroupName: str(inputs, "parameterGroupName") ?? `default.postgres${major}`,
    port,
    replicas: [],
    resourceId: id,
    status: "available",
    ...storageOutputs(inputs, here),
    ...insightsOutputs(inputs, here),
  };
}

function storageOutputs(inputs: Values, place: Place): Values {
  const gp3 = str(inputs, "storageType") === "gp3";
  const encrypted = bool(inputs, "storageEncrypted") === true;
  return {
    iops: num(inputs, "iops") ?? (gp3 ? 3000 : 0),
    kmsKeyId: str(inputs, "kmsKeyId") ?? (encrypted ? defaultKey(place, "rds") : ""),
    storageThroughput: num(inputs, "storageThroughput") ?? (gp3 ? 125 : 0),
  };
}

function insightsOutputs(inputs: Values, place: Place): Values {
  const on = bool(inputs, "performanceInsightsEnabled") === true;
  return {
    performanceInsightsKmsKeyId: str(inputs, "performanceInsightsKmsKeyId") ?? (on ? defaultKey(place, "rds") : ""),
    performanceInsightsRetentionPeriod: num(inputs, "performanceInsightsRetentionPeriod") ?? (on ? 7 : 0),
  };
}

/** The ARN of the key that AWS keeps for a service in an account and region. */
function defaultKey(place: Place, service: string): string {
  const hex = Buffer.from(endpointPart(place, `key of ${service}`, 16)).toString("hex");
  return arn(place, "kms", `key/${uuid({ hex: (n) => hex.slice(0, n), next: () => 1 })}`);
}

function managedSecrets(inputs: Values, seed: Seed, place: Place): readonly Values[] {
  if (bool(inputs, "manageMasterUserPassword") !== true) return [];
  const name = `rds!db-${uuid(seed, "managed secret")}`;
  return [
    {
      kmsKeyId: str(inputs, "masterUserSecretKmsKeyId") ?? defaultKey(place, "secretsmanager"),
      secretArn: arn(place, "secretsmanager", `secret:${name}-${lettersAndDigits(seed, 6, "managed secret's end")}`),
      secretStatus: "active",
    },
  ];
}
