import { RunError } from "@pulumi/pulumi";
import type { DatabaseReport } from "../cloud/cloud.ts";

/**
 * Refuses to let RDS make the master password of an instance that has replicas still: RDS would not, and they are deleted
 * only after everything else was changed.
 */
export function refusePasswordHandover(
  databases: Readonly<Record<string, { readonly masterPassword: "rds" | "made" }>>,
  running: Readonly<Record<string, DatabaseReport>>,
): void {
  const refusals = Object.entries(databases).flatMap(([name, { masterPassword }]) => {
    const { replicas = [] } = running[name] ?? {};
    return masterPassword === "rds" && replicas.length > 0 ? [refusal(name, replicas)] : [];
  });
  if (refusals.length > 0) {
    throw new RunError(refusals.join("\n"));
  }
}

function refusal(name: string, replicas: readonly string[]): string {
  return (
    `environment.databases.${name}: RDS makes no master password as long as there are replicas (${replicas.join(", ")}), ` +
    `and they go last: say masterPassword: made, run "pulumi up", then remove that line and run it again`
  );
}
