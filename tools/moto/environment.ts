import { fileURLToPath } from "node:url";
import type { Machine } from "../engine/machine.ts";
import { makePythonEnvironment, type PythonEnvironment, pythonEnvironment } from "../python/environment.ts";

const wanted = { name: "moto", requirements: fileURLToPath(new URL("requirements.txt", import.meta.url)) };

/** The Python environment that moto runs in, if it has been made; `node tools/set-up.ts` makes it. */
export function motoEnvironment(machine: Machine): PythonEnvironment | undefined {
  return pythonEnvironment(wanted, machine);
}

/** Makes it, once for each version of requirements.txt. */
export function makeMotoEnvironment(machine: Machine, say: (step: string) => void): Promise<PythonEnvironment> {
  return makePythonEnvironment(wanted, machine, say);
}
