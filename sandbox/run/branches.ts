import type { EngineEvent, StepEventMetadata } from "@pulumi/pulumi/automation/index.js";
import { nameOf } from "../../lib/urn.ts";
import { errorSentence, isRead, isResource, type Step, stepOf } from "./events.ts";

/** A component at the top of a stack, and what the engine does to everything in it. */
export interface Branch {
  readonly name: string;
  /** When the engine first came to it, and when it last ended something of it, in milliseconds. */
  readonly since: number;
  until: number;
  /** What is under way, and since when. */
  readonly running: Map<string, Step & { readonly since: number }>;
  /** What changed. */
  readonly steps: Step[];
  /** Resources that were as they should be, and that were only read: a preview reads what it then finds the same. */
  same: number;
  read: number;
  /** Resources that failed, with a sentence each. */
  readonly failures: Map<string, string>;
}

/** What one run of the engine does, by the component at the top that it belongs to. */
export class Branches {
  readonly #branches = new Map<string, Branch>();
  readonly #parents = new Map<string, string>();
  readonly #now: () => number;

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** In the order in which the engine came to them. */
  get all(): readonly Branch[] {
    return [...this.#branches.values()];
  }

  take({
    resourcePreEvent: pre,
    resOutputsEvent: ended,
    resOpFailedEvent: failed,
    diagnosticEvent: told,
  }: EngineEvent) {
    for (const metadata of [pre?.metadata, ended?.metadata]) if (metadata) this.#place(metadata);
    if (pre && isResource(pre.metadata)) this.#begin(pre.metadata);
    if (ended && isResource(ended.metadata)) this.#end(ended.metadata);
    if (failed) this.#of(failed.metadata.urn).running.delete(failed.metadata.urn);
    const sentence = told && errorSentence(told);
    if (sentence && told.urn && !isStack(told.urn)) this.#of(told.urn).failures.set(nameOf(told.urn), sentence);
  }

  #place({ urn, old, new: now }: StepEventMetadata): void {
    const parent = (now ?? old)?.parent;
    if (parent) this.#parents.set(urn, parent);
  }

  #begin(metadata: StepEventMetadata): void {
    const { urn } = metadata;
    this.#of(urn).running.set(urn, { ...stepOf(metadata), since: this.#now() });
  }

  #end(metadata: StepEventMetadata): void {
    const branch = this.#of(metadata.urn);
    branch.running.delete(metadata.urn);
    branch.until = this.#now();
    if (isRead(metadata)) branch.read += 1;
    else if (metadata.op === "same") branch.same += 1;
    else branch.steps.push(stepOf(metadata));
  }

  #of(urn: string): Branch {
    const top = this.#topOf(urn);
    const at = this.#now();
    const made = {
      name: nameOf(top),
      since: at,
      until: at,
      running: new Map(),
      steps: [],
      same: 0,
      read: 0,
      failures: new Map(),
    };
    const branch = this.#branches.get(top) ?? made;
    this.#branches.set(top, branch);
    return branch;
  }

  #topOf(urn: string): string {
    const parent = this.#parents.get(urn);
    return parent === undefined || isStack(parent) ? urn : this.#topOf(parent);
  }
}

function isStack(urn: string): boolean {
  return urn.includes("::pulumi:pulumi:Stack::");
}
