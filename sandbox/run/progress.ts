import type { EngineEvent } from "@pulumi/pulumi/automation/index.js";
import { Branches } from "./branches.ts";
import { RunLog } from "./events.ts";

/** Where progress goes: a terminal gets what changes, anything else few whole lines. */
export interface ProgressOutput {
  /** Shows how far a run is, in the place of what it showed before; absent where nothing can be taken back. */
  readonly show?: (run: Progress) => void;
  /** What has been told below a line, so that the preview after an `up` does not say it again. */
  readonly told: Set<string>;
  /** Writes what is to stay, in whole lines. */
  write(text: string): void;
}

const FRAME_EVERY_MS = 100;
const QUIET_LINE_EVERY_MS = 30_000;

/** Follows one run of the engine. */
export class Progress {
  readonly log = new RunLog();
  readonly branches = new Branches();
  readonly #title: string;
  readonly #output: ProgressOutput;
  readonly #start = performance.now();
  readonly #timer: NodeJS.Timeout;

  constructor(title: string, output: ProgressOutput) {
    this.#title = title;
    this.#output = output;
    const { show = () => output.write(`${this.line()}\n`) } = output;
    this.#timer = setInterval(() => show(this), output.show ? FRAME_EVERY_MS : QUIET_LINE_EVERY_MS).unref();
  }

  readonly onEvent = (event: EngineEvent): void => {
    this.log.take(event);
    this.branches.take(event);
  };

  get seconds(): number {
    return (performance.now() - this.#start) / 1000;
  }

  /** Ends what changes with a whole line; below it what the program told and warned of, but for what was told. */
  end(sentence: string): void {
    clearInterval(this.#timer);
    const { notes, warnings } = this.log;
    const all = [...notes, ...warnings.map((warning) => `warning: ${warning}`)];
    const below = [...new Set(all)].filter((text) => !this.#output.told.has(text));
    for (const text of below) this.#output.told.add(text);
    const lines = below.map((text) => `  ${text.replaceAll("\n", "\n    ")}\n`);
    this.#output.write(`${this.line(sentence)}\n${lines.join("")}`);
  }

  /** `up        12.3 s  41 created, now api-service` */
  line(sentence = this.#sentence): string {
    return `  ${this.#title.padEnd(9)}${`${this.seconds.toFixed(1)} s`.padStart(8)}  ${sentence}`;
  }

  get #sentence(): string {
    const [now] = this.log.running.values();
    return `${this.log.soFar}${now ? `, now ${now.name}` : ""}`;
  }
}

/** Progress on a stream, usually standard error: on a terminal a line that changes. */
export function progressOn(stream: NodeJS.WriteStream): ProgressOutput {
  const told = new Set<string>();
  if (!stream.isTTY) {
    return { told, write: (text) => stream.write(text) };
  }
  const clear = "\r\u001b[K";
  return {
    told,
    show: (run) => stream.write(clear + run.line().slice(0, (stream.columns || 80) - 1)),
    write: (text) => stream.write(clear + text),
  };
}
