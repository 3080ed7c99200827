import { hostname } from "node:os";
import { setTimeout as wait } from "node:timers/promises";
import { processName } from "../../backend/process-name.ts";
import { isAlive } from "../../lib/alive.ts";
import { messageOf } from "../../lib/message-of.ts";
import { UserError } from "../../lib/user-error.ts";
import { slipwayCommand } from "../slipway-command.ts";
import type { Stage } from "../stage.ts";
import { type Holder, lookerAt } from "./holders.ts";

/** How an update that runs is waited for. */
export interface WaitOptions {
  /** It is told to end in order, which it can be on this machine alone. */
  readonly cancelRunning: boolean;
  readonly say: (sentence: string) => void;
  /** Between two looks. */
  readonly pause?: (milliseconds: number) => Promise<unknown>;
}

const POLL_SECONDS = 5;
const POLLS_BETWEEN_WORDS = 6;

/** Returns when no update of the stage runs, after telling who holds it and for how long that has been waited for. */
export async function waitForUpdate(
  stage: Pick<Stage, "located" | "pulumi" | "isSandbox">,
  options: WaitOptions,
): Promise<void> {
  await waitWhileHeld(stage, await lookerAt(stage, options.say), options);
}

/** The same, for whoever is found by `look`. */
export async function waitWhileHeld(
  stage: Pick<Stage, "located" | "isSandbox">,
  look: () => Promise<readonly Holder[]>,
  { cancelRunning, say, pause = wait }: WaitOptions,
): Promise<void> {
  const { stack } = stage.located;
  const engines = new Engines(say);
  for (let polls = 0; ; polls++) {
    const holders = await livingHolders(stage, look);
    if (holders.length === 0) {
      if (polls > 0) say(`it has ended, after ${duration(polls)}`);
      return;
    }
    const who = holders.map((holder) => holder.who).join(" and ");
    if (polls === 0) say(`${stack} is in use by ${who}: waiting for it to end`);
    else if (polls % POLLS_BETWEEN_WORDS === 0) say(`${duration(polls)} so far: ${stack} is in use by ${who}`);
    if (cancelRunning) engines.interrupt(holders);
    await pause(POLL_SECONDS * 1000);
  }
}

/** The command that puts in order what a killed run left. */
export function recoverCommand(stage: Pick<Stage, "located" | "isSandbox">): string {
  return slipwayCommand("recover", stage);
}

function isDead(holder: Holder): boolean {
  return !isAlive(holder);
}

/** A run that was killed never gives its lock back; one that only just ended has, when it is looked for again. */
async function livingHolders(
  stage: Pick<Stage, "located" | "isSandbox">,
  look: () => Promise<readonly Holder[]>,
): Promise<readonly Holder[]> {
  const first = await look();
  const holders = first.some(isDead) ? await look() : first;
  const dead = holders.find(isDead);
  if (!dead) return holders;
  const { stack } = stage.located;
  const command = recoverCommand(stage);
  throw new UserError(`${stack} was left locked by ${dead.who}, which no longer runs: run ${command} first`);
}

const THERE = "in its terminal with Ctrl+C, or with gh run cancel where a workflow started it";

/** The engines that were found, each of which is told to end once. */
class Engines {
  readonly #say: WaitOptions["say"];
  readonly #seen = new Set<number>();
  readonly #interrupted = new Set<number>();

  constructor(say: WaitOptions["say"]) {
    this.#say = say;
  }

  /** Tells those to end, as Ctrl+C does. Taking their lock away instead would let two of them write one state. */
  interrupt(holders: readonly Holder[]): void {
    for (const engine of holders.filter(({ isEngine }) => isEngine)) {
      refuseForeign(engine);
      const { pid } = engine;
      // One that has only just taken its lock does not listen to interrupts yet, and would die of it; a second one
      // would make it drop what it is at.
      if (this.#seen.has(pid) && !this.#interrupted.has(pid)) {
        this.#interrupted.add(pid);
        send(engine);
        this.#say(`told process ${pid} to end in order: it finishes what it is at`);
      }
      this.#seen.add(pid);
    }
  }
}

/** Refuses what cannot be interrupted from here. */
function refuseForeign({ pid, host, who }: Holder): void {
  if (host !== hostname()) {
    throw new UserError(
      `${who} can only be cancelled there, ${THERE}: pulumi cancel would take the lock from a run that goes on`,
    );
  }
  const name = processName(pid);
  // A number is used again, and what has it now may be anything.
  if (name !== "pulumi") {
    const what = name === undefined ? "cannot be seen" : `is ${name} and not pulumi`;
    throw new UserError(`${who} holds the lock, but process ${pid} ${what}: cancel it ${THERE}`);
  }
}

function send(engine: Holder): void {
  try {
    process.kill(engine.pid, "SIGINT");
  } catch (error) {
    if (isDead(engine)) return;
    throw new UserError(`${engine.who} cannot be told to end (${messageOf(error)}): cancel it ${THERE}`);
  }
}

function duration(polls: number): string {
  const seconds = polls * POLL_SECONDS;
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
