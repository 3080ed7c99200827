import { at, listOf } from "../../inputs.ts";
import { isReadReplica } from "../../read-replica.ts";
import type { PolicyResource, Rule } from "../../rule.ts";

/** The parameter that refuses connections without TLS, and from which version of the family on it is so by itself. */
const byFamily: readonly (readonly [RegExp, { readonly name: string; readonly usualFrom: number }])[] = [
  [/^(?:aurora-postgresql|postgres)(\d+)/, { name: "rds.force_ssl", usualFrom: 15 }],
  [/^sqlserver-\w+-(\d+)/, { name: "rds.force_ssl", usualFrom: Number.POSITIVE_INFINITY }],
  [/^(?:aurora-)?mysql(\d+\.\d+)/, { name: "require_secure_transport", usualFrom: 8.4 }],
  [/^mariadb(\d+\.\d+)/, { name: "require_secure_transport", usualFrom: 11.8 }],
];

/** The input that names the group, by the type of database. */
const groupOf: Readonly<Record<string, string>> = {
  "aws:rds/instance:Instance": "parameterGroupName",
  "aws:rds/cluster:Cluster": "dbClusterParameterGroupName",
};

export const databaseTls: Rule = {
  name: "database-tls",
  demands: "A database refuses connections without TLS.",
  why: "Passwords and data can be read on the way, and a client that does not ask for TLS notices nothing.",
  sources: [
    { control: "RDS.41" },
    { control: "RDS.44" },
    {
      url: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/PostgreSQL.Concepts.General.SSL.html",
      says: "The parameter rds.force_ssl makes clients connect with TLS, and is 1 by itself from version 15 on.",
    },
  ],
  wayOut:
    "Give it a parameter group with rds.force_ssl (PostgreSQL, SQL Server) or require_secure_transport (MySQL, MariaDB) of 1.",
  enforcement: "mandatory",
  types: [
    "aws:rds/parameterGroup:ParameterGroup",
    "aws:rds/clusterParameterGroup:ClusterParameterGroup",
    ...Object.keys(groupOf),
  ],
  looksAround: false,
  check: (group) => {
    const named = groupOf[group.type];
    if (named !== undefined) {
      return isReadReplica(group) ? [] : byDefault(group, named);
    }
    const found = parameterOf(`${group.inputs.family}`);
    if (!found) {
      return [];
    }
    const { name, isUsual } = found;
    const set = listOf(group.inputs.parameters).find((parameter) => at(parameter, "name") === name);
    const value = set === undefined ? undefined : `${at(set, "value")}`;
    const isForced = value === undefined ? isUsual : ["1", "ON", "on"].includes(value);
    return isForced ? [] : [value === undefined ? `${name} is not set` : `${name} is ${value}`];
  },
};

/** What is wrong with the group that AWS gives to a database that names none. */
function byDefault({ inputs }: PolicyResource, named: string): string[] {
  const { [named]: group, engine, engineVersion } = inputs;
  const isOwn = Boolean(group) && !`${group}`.startsWith("default.");
  const separator = `${engine}`.startsWith("sqlserver") ? "-" : "";
  const found = isOwn ? undefined : parameterOf(`${engine}${separator}${engineVersion}`);
  return found === undefined || found.isUsual ? [] : [`${named} is not set, and ${found.name} is off by default`];
}

function parameterOf(family: string): { name: string; isUsual: boolean } | undefined {
  for (const [pattern, { name, usualFrom }] of byFamily) {
    const version = pattern.exec(family)?.[1];
    if (version !== undefined) {
      return { name, isUsual: Number(version) >= usualFrom };
    }
  }
  return undefined;
}
