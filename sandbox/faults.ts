import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { UserError } from "../lib/user-error.ts";
import { matches } from "../lib/wildcards.ts";
import type { Misbehaviour, Mishaps } from "./mishaps.ts";
import { seededBy } from "./seed.ts";

/** Every kind of fault; docs/sandbox.md says what each does. */
export const faultKinds = [
  "error",
  "hang",
  "throttle",
  "lag",
  "kill",
  "exit",
  "unhealthy",
  "pull",
  "capacity",
  "alarm",
  "ringing",
  "silentRollback",
  "weather",
] as const;

const fault = z.strictObject({
  /** What happens. */
  fault: z.enum(faultKinds),
  /** Type token or logical name of a resource, family of a task definition, or name of an alarm; `*`: any characters. */
  on: z.string().default("*"),
  operation: z.enum(["create", "update", "delete", "read"]).default("create"),
  /** When a `kill` happens: once the change is asked for, or once it is done and nobody has heard of it. */
  moment: z.enum(["asked", "done"]).default("done"),
  /** It happens from the n-th matching operation on. */
  from: z.int().min(1).default(1),
  /** How often it happens. */
  times: z.int().min(1).default(1),
  /** The error's or the container's words. */
  says: z.string().optional(),
  exitCode: z.int().min(1).max(255).default(1),
  /** Chooses what the weather hits: the same seed hits the same resources. */
  seed: z.int().min(0).default(0),
});

/** Something that goes wrong on purpose. */
export type Fault = z.infer<typeof fault>;

/** The first wait of a throttled call; each further one is twice as long. */
const THROTTLE_MS = 100;
/** The same in bad weather, which hits often. */
const SHOWER_MS = 5;

/** The variable of the environment that holds faults as JSON. */
export const FAULTS_VARIABLE = "SLIPWAY_SANDBOX_FAULTS";

/** Reads faults from the JSON of a flag or of the environment: one object, or a list. */
export function parseFaults(json: string): readonly Fault[] {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    throw new UserError(`fault ${json} is no JSON: write for example '{"fault": "error", "on": "aws:rds/*"}'`);
  }
  const list = z.array(fault).safeParse(Array.isArray(value) ? value : [value]);
  if (list.success) return list.data;
  const [issue] = list.error.issues;
  throw new UserError(`fault ${json} does not fit: ${issue?.path.slice(1).join(".")}: ${issue?.message}`);
}

/** Injects faults, and says how long things take. */
export class Faults implements Mishaps {
  readonly #faults: readonly Fault[];
  readonly #seen = new Map<Fault, number>();
  readonly #rang = new Set<string>();
  readonly #kill: () => void;

  /** @param kill ends the engine and what runs it, as `kill -9` would */
  constructor(faults: readonly Fault[] = [], kill: () => void = () => {}) {
    this.#faults = faults;
    this.#kill = kill;
  }

  /** Before an operation: may fail, never return, or be throttled, which the provider waits out. */
  async before(operation: Fault["operation"], type: string, name: string): Promise<void> {
    for (const due of this.#due(["error", "hang", "throttle"], [type, name], operation)) {
      if (due.fault === "error")
        throw new Error(due.says ?? `InternalFailure: injected fault on ${operation} of ${name}`);
      if (due.fault === "hang") await new Promise(() => setInterval(() => {}, 60_000));
      await throttled(THROTTLE_MS);
    }
    this.#killAt("asked", operation, [type, name]);
    if (this.#rains(`${operation} ${type} ${name}`)) await throttled(SHOWER_MS);
  }

  /** Whether what was just made stays out of sight for a while. */
  lags(type: string, name: string): boolean {
    return this.#due(["lag"], [type, name]).length > 0 || this.#rains(`lag ${type} ${name}`);
  }

  /** After a change is in the account and before the engine knows of it. */
  afterwards(operation: Fault["operation"], type: string, name: string): void {
    this.#killAt("done", operation, [type, name]);
  }

  misbehaviour(family: string): Misbehaviour | undefined {
    const [due] = this.#due(["unhealthy", "exit", "pull"], [family]);
    if (!due) return undefined;
    if (due.fault === "pull") return { notPulled: due.says ?? "not found" };
    const says = due.says ?? "injected fault";
    return due.fault === "unhealthy" ? { unhealthy: says } : { exitCode: due.exitCode, says: [says] };
  }

  lacksCapacity(family: string): boolean {
    return this.#due(["capacity"], [family]).length > 0;
  }

  ringsDuring(alarms: readonly string[]): readonly string[] {
    const rings = this.#due(["alarm"], alarms).flatMap(({ on }) => alarms.filter((alarm) => matches(on, alarm)));
    for (const alarm of rings) this.#rang.add(alarm);
    return rings;
  }

  ringing(alarms: readonly string[]): readonly string[] {
    const before = this.#faults.filter(
      ({ fault, on }) => fault === "ringing" && alarms.some((alarm) => matches(on, alarm)),
    );
    for (const one of before) this.#seen.set(one, 1);
    return alarms.filter((alarm) => this.#rang.has(alarm) || before.some(({ on }) => matches(on, alarm)));
  }

  rollsBackSilently(family: string): boolean {
    return this.#due(["silentRollback"], [family]).length > 0;
  }

  /** Faults that have met nothing yet: of a name that is misspelt, or of something that did not happen. */
  unmet(): readonly Fault[] {
    return this.#faults.filter((one) => one.fault !== "weather" && !this.#seen.has(one));
  }

  #killAt(moment: Fault["moment"], operation: Fault["operation"], names: readonly string[]): void {
    if (this.#due(["kill"], names, operation, moment).length > 0) this.#kill();
  }

  /** The faults that happen now to what has one of these names; each counts what it matches. */
  #due(
    kinds: readonly Fault["fault"][],
    names: readonly string[],
    operation?: Fault["operation"],
    moment: Fault["moment"] = "done",
  ): readonly Fault[] {
    return this.#faults.filter((one) => {
      if (one.fault === "kill" && one.moment !== moment) return false;
      if (!kinds.includes(one.fault) || (operation ?? one.operation) !== one.operation) return false;
      if (!names.some((name) => matches(one.on, name))) return false;
      const count = (this.#seen.get(one) ?? 0) + 1;
      this.#seen.set(one, count);
      return count >= one.from && count < one.from + one.times;
    });
  }

  #rains(what: string): boolean {
    return this.#faults.some(
      ({ fault, seed }) => fault === "weather" && Number.parseInt(seededBy(`${seed}`).hex(8, what), 16) % 10 === 0,
    );
  }
}

async function throttled(firstMs: number): Promise<void> {
  for (let attempt = 0; attempt < 3; attempt += 1) await sleep(firstMs * 2 ** attempt);
}
