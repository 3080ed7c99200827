import * as pulumi from "@pulumi/pulumi";
import { setMocks } from "@pulumi/pulumi/runtime/mocks.js";
import { setMockOptions } from "@pulumi/pulumi/runtime/settings.js";
import * as state from "@pulumi/pulumi/runtime/state.js";
import { UserError } from "../lib/user-error.ts";
import type { Place } from "../sandbox/model.ts";
import { withLazyOutputs } from "./lazy-outputs.ts";
import { PlanMonitor } from "./monitor.ts";
import type { Plan } from "./plan.ts";

/** What the engine would call the stack, and where it would be. */
export interface Declaration {
  readonly project: string;
  readonly stack: string;
  readonly place: Place;
}

/**
 * Keeps the SDK from starting the server by which an engine calls the program back: nothing in a plan runs, so a hook is
 * only known by its name. The SDK's typings leave the store out.
 */
function leaveOutCallbacks(): void {
  const getStore: unknown = Reflect.get(state, "getStore");
  if (typeof getStore === "function") {
    Reflect.set(Reflect.apply(getStore, undefined, []), "callbacks", {
      async registerResourceHook() {},
      async registerErrorHook() {},
      async awaitStackRegistrations() {},
      shutdown() {},
    });
  }
}

/**
 * Runs `program` in this process, without an engine, and returns everything that it declares. Nothing is called and
 * nothing is decrypted.
 */
export async function declare(
  program: () => Promise<unknown>,
  { project, stack, place }: Declaration,
): Promise<Pick<Plan, "project" | "stack" | "resources" | "outputs">> {
  const monitor = new PlanMonitor(project, stack, place);
  // For what it switches on in the SDK (secrets, hooks); the monitor is ours.
  await setMocks({ newResource: () => ({ id: undefined, state: {} }), call: () => ({}) }, project, stack, false);
  setMockOptions(monitor, project, stack, false);
  leaveOutCallbacks();
  const failures: unknown[] = [];
  const run = async () => {
    // The SDK tells a failure to nobody else who is waiting: caught here, it is told once.
    await pulumi.runtime.runInPulumiStack(() => program().catch((error: unknown) => void failures.push(error)));
    await pulumi.runtime.disconnect();
  };
  await quietly(() => withLazyOutputs(() => Promise.race([run(), monitor.stopped])));
  if (failures.length) {
    const [failure] = failures;
    // By which a program says that whoever wrote what it read can mend it.
    throw pulumi.RunError.isInstance(failure) ? new UserError(failure.message) : failure;
  }
  if (monitor.refusals.length) {
    throw new UserError(`${stack} cannot be planned:\n  ${monitor.refusals.join("\n  ")}`);
  }
  const resources = monitor.declared.sort((a, b) => (a.urn < b.urn ? -1 : 1));
  return { project, stack, resources, outputs: monitor.outputs };
}

/**
 * The SDK takes a stack trace of every promise it makes, for a leak that no plan has, and of every resource, for an
 * engine to show: a third of a plan's time. And without an engine it writes what the program has to tell to the
 * standard output, which is the plan's alone.
 */
async function quietly(run: () => Promise<void>): Promise<void> {
  const { log } = console;
  console.log = () => {};
  const limit = Error.stackTraceLimit;
  const callsites: unknown = Reflect.get(pulumi.Resource, "callsites");
  if (!process.env.SLIPWAY_DEBUG) {
    Error.stackTraceLimit = 0;
    Reflect.set(pulumi.Resource, "callsites", () => []);
  }
  try {
    await run();
  } finally {
    console.log = log;
    Error.stackTraceLimit = limit;
    Reflect.set(pulumi.Resource, "callsites", callsites);
  }
}
