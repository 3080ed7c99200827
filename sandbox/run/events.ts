import type { DiagnosticEvent, EngineEvent, StepEventMetadata } from "@pulumi/pulumi/automation/index.js";
import { nameOf } from "../../lib/urn.ts";
import { isProvider } from "./state.ts";

/** Something that the engine did, or would do, to one resource. */
export interface Step {
  readonly op: string;
  readonly type: string;
  readonly name: string;
  /** Properties that differ. */
  readonly diffs: readonly string[];
}

/** What one run of the engine says, gathered from its events. */
export class RunLog {
  /** Steps that change something, in the order in which they ended. */
  readonly steps: Step[] = [];
  /** Sentences of what went wrong, the resource first. */
  readonly errors: string[] = [];
  /** What the engine or the program warns of. */
  readonly warnings: string[] = [];
  /** What the program tells besides, for example records to set in somebody else's DNS. */
  readonly notes: string[] = [];
  /** What is under way. */
  readonly running = new Map<string, Step>();
  /** Resources that were as they should be. */
  unchanged = 0;
  /** Resources that were read from the account. */
  read = 0;

  /** How far it is, in words. */
  get soFar(): string {
    const counts = [
      ...(this.read > 0 ? [`${this.read} read`] : []),
      ...(this.unchanged > 0 ? [`${this.unchanged} unchanged`] : []),
      ...(this.steps.length > 0 ? [countSteps(this.steps)] : []),
    ];
    return counts.join(", ") || "starting";
  }

  take(event: EngineEvent): void {
    const { resourcePreEvent: pre, resOutputsEvent: outputs, resOpFailedEvent: failed } = event;
    if (pre && isResource(pre.metadata)) this.running.set(pre.metadata.urn, stepOf(pre.metadata));
    if (outputs) this.#end(outputs.metadata);
    if (failed) this.running.delete(failed.metadata.urn);
    const { diagnosticEvent: diagnostic } = event;
    const sentence = diagnostic && errorSentence(diagnostic);
    if (sentence) this.#error(diagnostic.urn, sentence);
    if (diagnostic?.severity === "info") this.notes.push(plainText(diagnostic.message).trim());
    if (diagnostic?.severity === "warning") this.warnings.push(plainText(diagnostic.message).trim());
  }

  #end(metadata: StepEventMetadata): void {
    this.running.delete(metadata.urn);
    if (!isResource(metadata)) return;
    if (isRead(metadata)) this.read += 1;
    else if (metadata.op === "same") this.unchanged += 1;
    else this.steps.push(stepOf(metadata));
  }

  #error(urn: string | undefined, sentence: string): void {
    const at = urn && !urn.includes("pulumi:pulumi:Stack::") ? `${describe(urn)}: ` : "";
    const whole = `${at}${sentence}`;
    if (!this.errors.includes(whole)) this.errors.push(whole);
  }
}

/** What a diagnostic says went wrong; nothing where it only sums up what the engine said on the resource that failed. */
export function errorSentence({ severity, message }: DiagnosticEvent): string | undefined {
  const sentence = plainText(message)
    .trim()
    .replace(/^1 error occurred:\s*\*\s*/, "");
  const isOne = severity === "error" && sentence !== "" && !/^(update|preview|refresh|destroy) failed$/.test(sentence);
  return isOne ? sentence : undefined;
}

/** How many steps of each kind, in words: `57 created, 2 updated`. */
export function countSteps(steps: readonly Step[]): string {
  const counts = new Map<string, number>();
  for (const { op } of steps) {
    const word = WORDS[op];
    if (word) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return [...counts].map(([word, count]) => `${count} ${word}`).join(", ") || "nothing to change";
}

const WORDS: Readonly<Record<string, string>> = {
  create: "created",
  "create-replacement": "replaced",
  update: "updated",
  delete: "deleted",
  import: "imported",
  refresh: "refreshed",
};

/** A refresh reads every resource; it is a step only where it finds something else than the state says. */
export function isRead({ op, old, new: now, diffs, detailedDiff }: StepEventMetadata): boolean {
  if (op.startsWith("read")) return true;
  const differs = (diffs?.length ?? 0) > 0 || Object.keys(detailedDiff ?? {}).length > 0 || (old && !now);
  return op === "refresh" && !differs;
}

/** Components are only names for others, and default providers come by themselves. */
export function isResource({ urn, old, new: now }: StepEventMetadata): boolean {
  return (now ?? old)?.custom === true && !isProvider(urn);
}

/** One step for a person. */
export function stepOf({ op, type, urn, diffs, detailedDiff }: StepEventMetadata): Step {
  return { op, type, name: nameOf(urn), diffs: detailedDiff ? Object.keys(detailedDiff) : (diffs ?? []) };
}

/** `database-instance (aws:rds/instance:Instance)` */
function describe(urn: string): string {
  const types = urn.split("::")[2] ?? "";
  return `${nameOf(urn)} (${types.slice(types.lastIndexOf("$") + 1)})`;
}

/** Takes the engine's colour marks out. */
function plainText(message: string): string {
  return message.replaceAll(/<\{%.*?%\}>/g, "");
}
