import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { z } from "zod";
import { messageOf } from "../lib/message-of.ts";
import { UserError } from "../lib/user-error.ts";
import { ops } from "./change.ts";

const range = z.strictObject({ low: z.number(), expected: z.number(), high: z.number() });

const change = z.strictObject({
  op: z.enum(ops),
  urn: z.string(),
  path: z.string(),
  type: z.string(),
  properties: z.array(z.string()).readonly(),
  fingerprint: z.string().exactOptional(),
});

const finding = z.strictObject({
  rule: z.string(),
  path: z.string(),
  says: z.string(),
  enforcement: z.enum(["mandatory", "advisory"]),
  wayOut: z.string(),
  because: z.string().exactOptional(),
  /** It was not found in the plan that this change began with; absent also where that is not known. */
  isNew: z.literal(true).exactOptional(),
});

const report = z.strictObject({
  /** Of this file, so that one of another program is refused and not misread. */
  format: z.literal(1),
  stack: z.string(),
  /** Commit of the program and of the stack file. */
  commit: z.string(),
  /** What is there is not what the commit has: something was never committed. */
  isDirty: z.literal(true).exactOptional(),
  /** Who says what changes: the engine, or only the offline plans of two commits. */
  by: z.enum(["engine", "plans"]),
  /** The newest update of the stack when it was made; absent where there was none, or nobody was asked. */
  update: z.strictObject({ number: z.number(), startTime: z.string(), result: z.string() }).exactOptional(),
  changes: z.array(change).readonly(),
  unchanged: z.number(),
  /** Why `ci deploy` would refuse it. */
  refusals: z.array(z.string()).readonly(),
  /** What the engine said in failing; there are no changes then. */
  errors: z.array(z.string()).readonly(),
  /** Nothing was promoted to the stack yet, in words. */
  nothing: z.string().exactOptional(),
  /** US dollars a month without tax; `from` is absent where nothing was there. */
  cost: z.strictObject({ from: range.exactOptional(), to: range }).exactOptional(),
  /** Where app and release are not those of the stack that they come from. */
  parity: z.strictObject({ upstream: z.string(), differing: z.array(z.string()).readonly() }).exactOptional(),
  /** What the rules of `policy/` find. */
  policy: z.strictObject({ rules: z.number(), findings: z.array(finding).readonly() }).exactOptional(),
});

/** What an `up` of a stack would change, as it was shown. Of values it holds those that a rule names, and no secret. */
export type Report = z.infer<typeof report>;

/** Writes a report into a folder, and says where. */
export function writeReport(folder: string, written: Report): string {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${written.stack}.json`);
  writeFileSync(file, `${JSON.stringify(written, null, 2)}\n`);
  return file;
}

/** All reports of a folder and of the folders in it, by stack: each job hands its own on. */
export function readReports(folder: string): readonly Report[] {
  const files = filesIn(folder).filter((name) => name.endsWith(".json"));
  return files.map((name) => readReport(join(folder, name))).toSorted((a, b) => (a.stack < b.stack ? -1 : 1));
}

/** The report of one stack. */
export function reportOf(folder: string, stack: string): Report {
  const name = filesIn(folder).find((path) => basename(path) === `${stack}.json`);
  if (name === undefined) {
    throw new UserError(`${folder} has no ${stack}.json: run npx slipway ci plan ${stack} --out ${folder} first`);
  }
  return readReport(join(folder, name));
}

function filesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: "utf8" });
  } catch (error) {
    throw new UserError(
      `the reports in ${folder} cannot be read (${messageOf(error)}): ci plan writes them into its --out`,
    );
  }
}

function readReport(file: string): Report {
  const read = report.safeParse(json(file));
  if (!read.success) {
    const { path, message } = read.error.issues[0] ?? { path: [], message: "" };
    throw new UserError(`${file} is no report of ci plan (${path.join(".") || "the whole"}: ${message}): make it anew`);
  }
  return read.data;
}

function json(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}
