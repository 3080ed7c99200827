import { listOf } from "../../inputs.ts";
import type { Rule } from "../../rule.ts";

const ofMySql = ["audit", "error", "general", "slowquery"];

/** By what an engine begins with, the longer first; an engine that is not here writes what nobody asks for. */
const logsByEngine: readonly (readonly [string, readonly string[]])[] = [
  ["aurora-postgresql", ["postgresql"]],
  ["aurora-mysql", ofMySql],
  ["postgres", ["postgresql", "upgrade"]],
  ["mysql", ofMySql],
  ["mariadb", ofMySql],
  ["oracle", ["alert", "audit", "listener", "trace"]],
  ["sqlserver", ["agent", "error"]],
];

export const databaseLogsExported: Rule = {
  name: "database-logs-exported",
  demands: "A database sends its logs to CloudWatch Logs.",
  why: "On the instance they are gone after days, and with it; nothing can search them or raise an alarm on them.",
  sources: ["RDS.9", "RDS.34", "RDS.36", "RDS.37", "RDS.40", "RDS.42"].map((control) => ({ control })),
  wayOut: "Name them in enabledCloudwatchLogsExports.",
  enforcement: "advisory",
  types: ["aws:rds/instance:Instance", "aws:rds/cluster:Cluster"],
  looksAround: false,
  check: ({ inputs }) => {
    const engine = `${inputs.engine}`;
    const [, logs = []] = logsByEngine.find(([start]) => engine.startsWith(start)) ?? [];
    const exported = listOf(inputs.enabledCloudwatchLogsExports);
    const missing = logs.filter((log) => !exported.includes(log));
    return missing.length ? [`enabledCloudwatchLogsExports has not ${missing.join(", ")}`] : [];
  },
};
