import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import type { Misbehaviour } from "./tasks.ts";

const fault = z.strictObject({
  /** What happens. */
  fault: z.enum(["error", "hang", "throttle", "lag", "kill", "unhealthy", "exit"]),
  /** Type token or logical name of a resource, or family of a task definition; `*` stands for any characters. */
  on: z.string().default("*"),
  operation: z.enum(["create", "update", "delete", "read"]).default("create"),
  /** It happens from the n-th matching operation on. */
  from: z.int().min(1).default(1),
  /** How often it happens. */
  times: z.int().min(1).default(1),
  /** The error's or the container's words. */
  says: z.string().optional(),
  exitCode: z.int().min(1).max(255).default(1),
});

/** Something that goes wrong on purpose. */
export type Fault = z.infer<typeof fault>;

/** The first wait of a throttled call; each further one is twice as long. */
const THROTTLE_MS = 100;

/** The variable of the environment that holds faults as JSON. */
export const FAULTS_VARIABLE = "SLIPWAY_SANDBOX_FAULTS";

/** Reads faults from the JSON of a flag or of the environment: one object, or a list. */
export function parseFaults(json: string): readonly Fault[] {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    throw new Error(`fault ${json} is no JSON: write for example '{"fault": "error", "on": "aws:rds/*"}'`);
  }
  const list = z.array(fault).safeParse(Array.isArray(value) ? value : [value]);
  if (list.success) return list.data;
  const [issue] = list.error.issues;
  throw new Error(`fault ${json} does not fit: ${issue?.path.slice(1).join(".")}: ${issue?.message}`);
}

/** Injects faults, and says how long things take. */
export class Faults {
  readonly #faults: readonly Fault[];
  readonly #seen = new Map<Fault, number>();
  readonly #kill: () => void;

  /** @param kill ends the engine and what runs it, as `kill -9` would */
  constructor(faults: readonly Fault[] = [], kill: () => void = () => {}) {
    this.#faults = faults;
    this.#kill = kill;
  }

  /** Before an operation: may fail, never return, or be throttled, which the provider waits out. */
  async before(operation: Fault["operation"], type: string, name: string): Promise<void> {
    for (const due of this.#due(operation, ["error", "hang", "throttle"], type, name)) {
      if (due.fault === "error")
        throw new Error(due.says ?? `InternalFailure: injected fault on ${operation} of ${name}`);
      if (due.fault === "hang") await new Promise(() => setInterval(() => {}, 60_000));
      for (let attempt = 0; attempt < 3; attempt += 1) await sleep(THROTTLE_MS * 2 ** attempt);
    }
  }

  /** Whether what was just made stays out of sight for a while. */
  lags(type: string, name: string): boolean {
    return this.#due("create", ["lag"], type, name).length > 0;
  }

  /** After a change is in the account and before the engine knows of it. */
  afterwards(operation: Fault["operation"], type: string, name: string): void {
    if (this.#due(operation, ["kill"], type, name).length > 0) this.#kill();
  }

  /** What the containers of a family do instead of succeeding. */
  misbehaviour(family: string): Misbehaviour | undefined {
    const [due] = this.#due("create", ["unhealthy", "exit"], family, family);
    if (!due) return undefined;
    const says = due.says ?? "injected fault";
    return due.fault === "unhealthy" ? { unhealthy: says } : { exitCode: due.exitCode, says: [says] };
  }

  #due(operation: Fault["operation"], kinds: readonly Fault["fault"][], type: string, name: string): readonly Fault[] {
    return this.#faults.filter((one) => {
      if (!kinds.includes(one.fault) || one.operation !== operation) return false;
      if (!matches(one.on, type) && !matches(one.on, name)) return false;
      const count = (this.#seen.get(one) ?? 0) + 1;
      this.#seen.set(one, count);
      return count >= one.from && count < one.from + one.times;
    });
  }
}

function matches(pattern: string, value: string): boolean {
  const expression = pattern.replaceAll(/[\\^$.+?|()[\]{}]/g, "\\$&").replaceAll("*", ".*");
  return new RegExp(`^${expression}$`).test(value);
}
