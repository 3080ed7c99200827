// `npm run engine`: gets the engine if it is not there yet and prints where it is.
import { findEngine } from "./engine.ts";
import { showProgress } from "./progress.ts";

const progress = showProgress(process.stderr);
try {
  const engine = await findEngine(progress.say);
  progress.end();
  process.stdout.write(`${engine.pulumi}\n`);
} catch (error) {
  progress.end();
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
