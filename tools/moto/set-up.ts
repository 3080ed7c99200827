// `node tools/moto/set-up.ts`: makes the Python environment that the tests of cloud/ run moto in, if it is not there yet.
import { thisMachine } from "../engine/machine.ts";
import { showProgress } from "../engine/progress.ts";
import { makeMotoEnvironment } from "./environment.ts";

const progress = showProgress(process.stderr);
try {
  await makeMotoEnvironment(thisMachine(), progress.say);
  progress.end();
} catch (error) {
  progress.end();
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
