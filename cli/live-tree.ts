import { createLogUpdate } from "log-update";
import type { Branch } from "../sandbox/run/branches.ts";
import { countSteps } from "../sandbox/run/events.ts";
import { type Progress, type ProgressOutput, progressOn } from "../sandbox/run/progress.ts";
import { clipped } from "./columns.ts";
import { paintOn } from "./paint.ts";
import { isTerminal } from "./progress.ts";

/** What a tree is drawn into. */
export interface Frame {
  readonly columns: number;
  readonly rows: number;
  /** Milliseconds, as the branches have them. */
  readonly now: number;
}

/** Of one component under way, the most resources that are named. */
const NAMED = 4;
const SPINNER = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏";
const paint = paintOn(process.stderr);

/** Progress of the engine on standard error: on a terminal a tree that changes, anywhere else few whole lines. */
export function treeOutput(): ProgressOutput {
  const stream = process.stderr;
  if (!isTerminal()) {
    return progressOn(stream);
  }
  const log = createLogUpdate(stream);
  return {
    told: new Set(),
    show: (run) =>
      log(treeText(run, { columns: stream.columns || 80, rows: stream.rows || 24, now: performance.now() })),
    write: (text) => {
      log.clear();
      // Gives the cursor back too, until the next frame.
      log.done();
      stream.write(text);
    },
  };
}

/**
 * One run of the engine: the components in which something is under way or has failed are open, the others are a line
 * each, or one line for all of them where not all fit; what has failed comes first then.
 */
export function treeText(run: Pick<Progress, "line" | "log" | "branches">, frame: Frame): string {
  const { all } = run.branches;
  const width = Math.max(...all.map(({ name }) => name.length), 0);
  const drawn = (branches: readonly Branch[]) => branches.flatMap((branch) => branchLines(branch, width, frame));
  // One line for the run, one for the cursor.
  const room = frame.rows - 2;
  const whole = drawn(all);
  const open = all.filter(isOpen).toSorted((a, b) => Number(b.failures.size > 0) - Number(a.failures.size > 0));
  const lines =
    whole.length <= room
      ? whole
      : [paint.dim(`  ✓ ${all.length - open.length} components are done`), ...drawn(open).slice(0, room - 1)];
  return [clipped(run.line(run.log.soFar), frame.columns), ...lines].join("\n");
}

function isOpen({ running, failures }: Branch): boolean {
  return running.size > 0 || failures.size > 0;
}

function branchLines(branch: Branch, width: number, { columns, now }: Frame): string[] {
  const { name, since, until, running, failures } = branch;
  const seconds = (((running.size > 0 ? now : until) - since) / 1000).toFixed(1);
  const head = clipped(
    `${name.padEnd(width)}  ${`${seconds} s`.padStart(7)}  ${countsOf(branch)}`.trimEnd(),
    columns - 4,
  );
  const below = (text: string) => `      ${clipped(text, columns - 6)}`;
  const making = [...running.values()].map((step) => `${step.name}, ${((now - step.since) / 1000).toFixed(0)} s`);
  const more = making.length - NAMED;
  return [
    `  ${signOf(branch, now)} ${isOpen(branch) ? head : paint.dim(head)}`,
    ...[...failures].map(([resource, sentence]) =>
      paint.red(below(`${resource}: ${sentence.replaceAll(/\s+/g, " ")}`)),
    ),
    ...making.slice(0, NAMED).map(below),
    ...(more > 0 ? [paint.dim(below(`and ${more} more`))] : []),
  ];
}

function signOf({ running, failures }: Branch, now: number): string {
  if (failures.size > 0) return paint.red("✗");
  return running.size > 0 ? (SPINNER[Math.floor(now / 100) % SPINNER.length] ?? "") : paint.green("✓");
}

function countsOf({ steps, same, read }: Branch): string {
  const counts = [...(same > 0 ? [`${same} unchanged`] : []), ...(steps.length > 0 ? [countSteps(steps)] : [])];
  return counts.join(", ") || (read > 0 ? `${read} read` : "");
}
