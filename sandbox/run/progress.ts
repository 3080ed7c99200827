import type { EngineEvent } from "@pulumi/pulumi/automation/index.js";
import { RunLog } from "./events.ts";

/** Where progress goes: a terminal gets a line that changes, anything else few whole lines. */
export interface ProgressOutput {
  readonly isTerminal: boolean;
  readonly columns: number;
  /** What has been told below a line, so that the preview after an `up` does not say it again. */
  readonly told: Set<string>;
  write(text: string): void;
}

const QUIET_LINE_EVERY_MS = 30_000;

/** Follows one run of the engine. */
export class Progress {
  readonly log = new RunLog();
  readonly #title: string;
  readonly #output: ProgressOutput;
  readonly #start = performance.now();
  readonly #timer: NodeJS.Timeout;

  constructor(title: string, output: ProgressOutput) {
    this.#title = title;
    this.#output = output;
    this.#timer = setInterval(() => this.#show(), output.isTerminal ? 200 : QUIET_LINE_EVERY_MS).unref();
  }

  readonly onEvent = (event: EngineEvent): void => this.log.take(event);

  get seconds(): number {
    return (performance.now() - this.#start) / 1000;
  }

  /** Ends the changing line with a whole one; below it what the program told and warned of, but for what was told. */
  end(sentence: string): void {
    clearInterval(this.#timer);
    const { notes, warnings } = this.log;
    const all = [...notes, ...warnings.map((warning) => `warning: ${warning}`)];
    const below = [...new Set(all)].filter((text) => !this.#output.told.has(text));
    for (const text of below) this.#output.told.add(text);
    const lines = below.map((text) => `  ${text.replaceAll("\n", "\n    ")}\n`);
    this.#output.write(`${this.#clear()}${this.#line(sentence)}\n${lines.join("")}`);
  }

  #show(): void {
    const [now] = this.log.running.values();
    const doing = now ? `, now ${now.name}` : "";
    const line = this.#line(`${this.log.soFar}${doing}`);
    this.#output.write(this.#output.isTerminal ? this.#clear() + line.slice(0, this.#output.columns - 1) : `${line}\n`);
  }

  #line(sentence: string): string {
    return `  ${this.#title.padEnd(9)}${`${this.seconds.toFixed(1)} s`.padStart(8)}  ${sentence}`;
  }

  #clear(): string {
    return this.#output.isTerminal ? "\r\u001b[K" : "";
  }
}

/** Progress on a stream, usually standard error. */
export function progressOn(stream: NodeJS.WriteStream): ProgressOutput {
  return {
    isTerminal: stream.isTTY === true,
    columns: stream.columns ?? 80,
    told: new Set(),
    write: (text) => stream.write(text),
  };
}
