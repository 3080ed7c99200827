// Runs before `npm test`: fetches or builds what tests need and may not fetch themselves. Where something cannot be had
// the tests that need it are skipped by name, and fail under CI=true.
import { findEngine } from "./engine/engine.ts";
import { thisMachine } from "./engine/machine.ts";
import { showProgress } from "./engine/progress.ts";
import { makeMotoEnvironment } from "./moto/environment.ts";
import { makeRedisEnvironment } from "./redis/environment.ts";

const progress = showProgress(process.stderr);
const steps = [
  () => findEngine(progress.say),
  () => makeMotoEnvironment(thisMachine(), progress.say),
  () => makeRedisEnvironment(thisMachine(), progress.say),
];
for (const step of steps) {
  try {
    await step();
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  }
}
progress.end();
