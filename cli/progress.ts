import yoctoSpinner from "yocto-spinner";
import { clipped } from "./columns.ts";

/** Off a terminal, how often it is told that something is still under way. */
const QUIET_LINE_EVERY_MS = 30_000;

/** Tells whoever waits, on standard error. */
export interface Working {
  /** What is being done now: on a terminal in the place of what was before, anywhere else a line. */
  readonly say: (sentence: string) => void;
  /** What has happened and is to stay: a line. */
  readonly note: (sentence: string) => void;
  readonly stop: () => void;
}

/**
 * Begins to tell. `during` is for all that ends where it began.
 *
 * @param sentence what is being done: shown at once on a terminal; anywhere else only if it takes half a minute
 */
export function working(sentence: string): Working {
  return isTerminal() ? spinning(sentence) : writing(sentence);
}

/** Tells while `work` is done, and stops telling however that ends. */
export async function during<T>(sentence: string, work: (told: Omit<Working, "stop">) => Promise<T>): Promise<T> {
  const { stop, ...told } = working(sentence);
  try {
    return await work(told);
  } finally {
    stop();
  }
}

/** Whether standard error shows what changes: a line of a continuous-integration log is never written over. */
export function isTerminal(): boolean {
  return process.stderr.isTTY === true && process.env.TERM !== "dumb" && process.env.CI === undefined;
}

function writing(first: string): Working {
  const start = performance.now();
  let sentence = first;
  const clock = setInterval(() => note(lineOf(sentence, start)), QUIET_LINE_EVERY_MS).unref();
  return {
    say: (now) => {
      sentence = now;
      note(now);
    },
    note,
    stop: () => clearInterval(clock),
  };
}

/** A whole line, for what is under way without a `during` around it: an engine that tells its own progress. */
export function note(sentence: string): void {
  process.stderr.write(`  ${sentence}\n`);
}

function spinning(first: string): Working {
  const start = performance.now();
  let sentence = first;
  const line = () => lineOf(sentence, start, (process.stderr.columns || 80) - 3);
  const spinner = yoctoSpinner({ text: line(), handleSignals: false }).start();
  const clock = setInterval(() => {
    spinner.text = line();
  }, 1000);
  const stop = () => {
    clearInterval(clock);
    spinner.stop();
    process.off("SIGINT", interrupted).off("SIGTERM", interrupted);
  };
  // By itself it would exit here, with the cursor back: but what is under way may have to end first.
  const interrupted = (signal: NodeJS.Signals) => {
    stop();
    if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
  };
  process.on("SIGINT", interrupted).on("SIGTERM", interrupted);
  return {
    say: (now) => {
      sentence = now;
    },
    // It moves below whatever is written.
    note,
    stop,
  };
}

/** A sentence and how long it has taken; what a terminal would break is told in its beginning. */
function lineOf(sentence: string, start: number, columns = Number.POSITIVE_INFINITY): string {
  const [line = ""] = sentence.split("\n");
  const time = `  ${Math.floor((performance.now() - start) / 1000)} s`;
  return `${clipped(line, columns - time.length)}${time}`;
}
