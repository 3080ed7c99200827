import type { Change } from "../../delivery/change.ts";
import type { Report } from "../../delivery/report.ts";

/** A change of a test. */
export function change(op: Change["op"], path: string, type: string, ...properties: readonly string[]): Change {
  const name = path.split("/").at(-1) ?? path;
  return { op, path, type, properties, urn: `urn:pulumi:production::shop::${type}::${name}`, fingerprint: "f" };
}

/** A report of a test, of nothing that changes. */
export function report(own: Partial<Report> = {}): Report {
  return {
    format: 1,
    stack: "production",
    commit: "c".repeat(40),
    by: "engine",
    update: { number: 7, startTime: "2026-11-21T12:00:00.000Z", result: "succeeded" },
    changes: [],
    unchanged: 260,
    refusals: [],
    errors: [],
    ...own,
  };
}

/** A change of each kind, as they come. */
export const changes: readonly Change[] = [
  change("delete", "legacy/legacy-service", "aws:ecs/service:Service"),
  change("replace", "api/api-definition", "aws:ecs/taskDefinition:TaskDefinition", "containerDefinitions"),
  change("replace", "main/main-instance", "aws:rds/instance:Instance", "storageEncrypted"),
  change("update", "api/api-service", "aws:ecs/service:Service", "taskDefinition", "tags.app", "tags.team"),
  change("create", "web/web-targets", "aws:lb/targetGroup:TargetGroup"),
  change("create", "web/web-service", "aws:ecs/service:Service"),
];
