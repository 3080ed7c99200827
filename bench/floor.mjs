// What a plan's time and memory consist of: does what `slipway plan staging` does, in its order, and prints what the
// process took for each step. Everything is imported where it is a step, on the same Node and with the same cache of
// compiled code; like cli/slipway.mjs it is plain JavaScript, so that what reads TypeScript comes out of that cache too.
// Time is of the processor, which other work on the machine disturbs least.
import module from "node:module";
import { join } from "node:path";
import { importQuickly } from "../cli/quick-imports.mjs";
import { peakKiB } from "./peak-memory.cjs";

const steps = [];
let before = 0;
function took(step) {
  const { user, system } = process.cpuUsage();
  const cpuMs = (user + system) / 1000;
  steps.push({ step, cpuMs: cpuMs - before, peakMiB: peakKiB() / 1024 });
  before = cpuMs;
}

module.enableCompileCache();
importQuickly();
took("Node, started");
await import("../cli/main.ts");
took("the command line");
const { leaveOutEngine } = await import("../plan/lean-sdk.ts");
leaveOutEngine();
await import("@pulumi/pulumi");
took("the SDK of Pulumi");
await Promise.all([import("zod"), import("yaml")]);
took("zod and yaml");
const { readStack } = await import("../config/read-stack.ts");
took("the configuration's code");
await import("../sandbox/models/registry.ts");
took("the models' code");
await import("../index.ts");
took("the program's code, with the providers'");
const { planOf } = await import("../plan/plan-stack.ts");
took("the rest of the plan's code");
const read = readStack("staging", join(import.meta.dirname, ".."));
took("reading and checking the configuration");
const plan = await planOf(read);
took("running the program");
const { planText } = await import("../cli/texts/plan.ts");
planText(plan);
took("the text");
process.stdout.write(JSON.stringify(steps));
