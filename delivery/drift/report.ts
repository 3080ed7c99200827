import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { UserError } from "../../lib/user-error.ts";

const report = z.strictObject({
  stack: z.string(),
  /** Commit that it was compared with. */
  commit: z.string(),
  findings: z
    .array(
      z.strictObject({
        is: z.enum(["differs", "told", "unknown"]),
        about: z.string(),
        says: z.string(),
        mend: z.enum(["up", "hand"]).optional(),
      }),
    )
    .readonly(),
  nothing: z.string().optional(),
  /** Absent where there is nothing that the engine could compare. */
  engine: z
    .strictObject({
      changes: z
        .array(z.strictObject({ op: z.string(), path: z.string(), properties: z.array(z.string()).readonly() }))
        .readonly(),
      errors: z.array(z.string()).readonly(),
    })
    .optional(),
});

/** What one job found out about one stack. It holds no value and no secret. */
export type DriftReport = z.infer<typeof report>;

/** How a report stands to what is declared. */
export function verdictOf({ findings, engine }: DriftReport): "same" | "differs" | "unknown" {
  const has = (is: string) => findings.some((finding) => finding.is === is);
  if (has("differs") || (engine?.changes.length ?? 0) > 0) {
    return "differs";
  }
  return has("unknown") || (engine?.errors.length ?? 0) > 0 ? "unknown" : "same";
}

/** Writes a report into a folder, for the job that makes an issue of all. */
export function writeDriftReport(folder: string, written: DriftReport): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${written.stack}${suffix}`), `${JSON.stringify(written, null, 2)}\n`);
}

const suffix = ".drift.json";

/** All reports of a folder and of the folders in it, by stack; none where no job came so far as to write one. */
export function readDriftReports(folder: string): readonly DriftReport[] {
  const files = filesIn(folder).filter((name) => name.endsWith(suffix));
  const reports = files.map((name) => {
    const read = report.safeParse(JSON.parse(readFileSync(join(folder, name), "utf8")));
    if (!read.success) {
      throw new UserError(`${name} is no report of ci drift: make it anew with the program of this commit`);
    }
    return read.data;
  });
  return reports.toSorted((one, other) => (one.stack < other.stack ? -1 : 1));
}

/** Stacks whose job left no report are not as declared for all that anybody knows: the issue must not be closed. */
export function withMissing(
  reports: readonly DriftReport[],
  stacks: readonly string[],
  commit: string,
): readonly DriftReport[] {
  const missing = stacks.filter((stack) => reports.every((report) => report.stack !== stack));
  const none = {
    is: "unknown",
    about: "the job of this stack",
    says: "it left no report: see why in the run",
  } as const;
  return [...reports, ...missing.map((stack) => ({ stack, commit, findings: [none] }))];
}

function filesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: "utf8" });
  } catch {
    return [];
  }
}
