import { fileURLToPath } from "node:url";
import type { Machine } from "../engine/machine.ts";
import { makePythonEnvironment, type PythonEnvironment, pythonEnvironment } from "../python/environment.ts";

const wanted = { name: "redis", requirements: fileURLToPath(new URL("requirements.txt", import.meta.url)) };

/** The Python environment with a Redis server and with clients that fill queues, if it has been made. */
export function redisEnvironment(machine: Machine): PythonEnvironment | undefined {
  return pythonEnvironment(wanted, machine);
}

/** Makes it, once for each version of requirements.txt. */
export function makeRedisEnvironment(machine: Machine, say: (step: string) => void): Promise<PythonEnvironment> {
  return makePythonEnvironment(wanted, machine, say);
}
