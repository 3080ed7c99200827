import type { EngineEvent, Stack } from "@pulumi/pulumi/automation/index.js";
import { lockHolders } from "../../backend/engine-lock.ts";
import { isAlive } from "../../lib/alive.ts";
import { messageOf } from "../../lib/message-of.ts";
import { UserError } from "../../lib/user-error.ts";
import { countSteps, type Step } from "./events.ts";
import { Progress, type ProgressOutput } from "./progress.ts";
import { openStack, type Session } from "./session.ts";
import { countResources, readState } from "./state.ts";
import { type Running, runningTasks, urlsOf } from "./what-runs.ts";
import { argumentFor } from "./workspace.ts";

/** What one run of the engine came to. */
export interface EngineRun {
  readonly steps: readonly Step[];
  readonly seconds: number;
}

/** What `up` came to. */
export interface UpResult extends EngineRun {
  readonly resources: number;
  readonly urls: readonly string[];
  readonly running: readonly Running[];
  /** The second preview: what it would still change, which should be nothing. */
  readonly secondPreview: EngineRun;
}

/** The engine failed: what it said, the resource first. */
export class EngineFailed extends UserError {
  readonly sentences: readonly string[];
  /** What was done before it failed. */
  readonly steps: readonly Step[];

  constructor(what: string, sentences: readonly string[], steps: readonly Step[]) {
    super(`${what} failed:\n${sentences.map((sentence) => `  ${sentence.replaceAll("\n", "\n    ")}`).join("\n")}`);
    this.sentences = sentences;
    this.steps = steps;
  }
}

/** Brings the stack up, and proves with a second preview that nothing is left to change. */
export async function up(session: Session, output: ProgressOutput): Promise<UpResult> {
  const stack = await openStack(session.workspace);
  const run = await apply(session, output, stack);
  const secondPreview = await preview(session, output, stack);
  const state = readState(session.workspace);
  const resources = state?.resources ?? [];
  return {
    ...run,
    resources: countResources(resources),
    urls: urlsOf(resources),
    running: runningTasks(session.sandbox.accounts.openAll(), resources),
    secondPreview,
  };
}

/** Brings the stack up, and looks no further. */
export async function apply(session: Session, output: ProgressOutput, opened?: Stack): Promise<EngineRun> {
  const stack = opened ?? (await openStack(session.workspace));
  return await runEngine("up", argumentFor(session.workspace), output, (onEvent) => stack.up({ onEvent }));
}

/**
 * What an `up` would change. What AWS changed by itself and the program leaves to it, as the weights of a rule after a
 * canary deployment, is only read again; what the program wants otherwise is a step of its own.
 */
export async function preview(session: Session, output: ProgressOutput, opened?: Stack): Promise<EngineRun> {
  const stack = opened ?? (await openStack(session.workspace));
  const run = await runEngine("preview", argumentFor(session.workspace), output, (onEvent) =>
    stack.preview({ onEvent }),
  );
  return { ...run, steps: run.steps.filter(({ op }) => op !== "refresh") };
}

/**
 * Brings the state up to what is in the account.
 *
 * @public asked for by its name alone, with the rest of this file
 */
export async function refresh(session: Session, output: ProgressOutput): Promise<EngineRun> {
  const stack = await openStack(session.workspace);
  return runEngine("refresh", argumentFor(session.workspace), output, (onEvent) => stack.refresh({ onEvent }));
}

/**
 * Runs the engine once, with progress; what it says in failing is gathered into one error.
 *
 * @param stack the argument that a verb takes for the stack
 */
export async function runEngine(
  title: string,
  stack: string,
  output: ProgressOutput,
  run: (onEvent: (event: EngineEvent) => void) => Promise<unknown>,
): Promise<EngineRun> {
  const progress = new Progress(title, output);
  try {
    await run(progress.onEvent);
  } catch (error) {
    const { errors, steps } = progress.log;
    progress.end(`failed (${countSteps(steps)})`);
    const said = errors.length > 0 ? errors : [lastWords(error, stack)];
    throw new EngineFailed(title, said.some(isOfProtection) ? [...said, wayOfProtection(stack)] : said, steps);
  }
  const { steps } = progress.log;
  progress.end(countSteps(steps));
  return { steps, seconds: progress.seconds };
}

/** The end of what the engine printed, when it failed without an event. */
function lastWords(error: unknown, stack: string): string {
  const text = messageOf(error);
  const [holder] = lockHolders(text);
  if (holder) {
    const who = `process ${holder.pid} on ${holder.host} since ${holder.since}`;
    return isAlive(holder)
      ? `the stack is in use by ${who}: wait for it to end`
      : `the stack was left locked by ${who}, which no longer runs: run \`npx slipway recover ${stack} --sandbox\` first`;
  }
  const killed = /Command was killed with (\w+)/.exec(text)?.[1];
  if (killed) return `the engine was killed (${killed}): run \`npx slipway recover ${stack} --sandbox\` first`;
  const said = text.split("\n").filter((line) => /^\s*(stderr: )?error: /.test(line));
  return said.length > 0 ? said.map((line) => line.replace(/^\s*(stderr: )?error: /, "")).join("\n") : text.trim();
}

function isOfProtection(sentence: string): boolean {
  return /protect/.test(sentence) && /cannot be deleted|unable to replace/.test(sentence);
}

/** The engine's own advice is to take the protection out of the state, after which nothing holds. */
function wayOfProtection(stack: string): string {
  return (
    `what holds data is kept (docs/stateful-guard.md): npx slipway guard ${stack} --sandbox says what would go and which ` +
    "property asks for it; environment.allowReplace lets it go on purpose"
  );
}
