import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { withLock } from "../engine/lock.ts";
import { engineCache, type Machine, onPath, runCommand } from "../engine/machine.ts";

/** What a Python environment is for, and every package in it. */
export interface Wanted {
  readonly name: string;
  /** File with all packages at exact versions, those that others need too: pip adds none by itself. */
  readonly requirements: string;
}

/** A Python environment outside every checkout. */
export interface PythonEnvironment {
  readonly python: string;
  readonly folder: string;
}

/** The environment, if it has been made; `node tools/set-up.ts` makes it. */
export function pythonEnvironment(wanted: Wanted, machine: Machine): PythonEnvironment | undefined {
  const folder = folderOf(wanted, machine);
  const python = join(folder, "bin", "python");
  // The link dangles when the Python that it was made with is gone.
  return existsSync(join(folder, complete)) && existsSync(python) ? { python, folder } : undefined;
}

/** Makes the environment with the pinned packages, once for each version of its requirements. */
export async function makePythonEnvironment(
  wanted: Wanted,
  machine: Machine,
  say: (step: string) => void,
): Promise<PythonEnvironment> {
  const { name, requirements } = wanted;
  const folder = folderOf(wanted, machine);
  await mkdir(dirname(folder), { recursive: true });
  const waiting = (holder: string) => say(`${name}: waiting for ${holder}, which makes the same environment`);
  return withLock(`${folder}.lock`, waiting, async () => {
    const made = pythonEnvironment(wanted, machine);
    if (made) {
      return made;
    }
    const python3 = (await onPath("python3", machine))[0];
    if (python3 === undefined) {
      throw new Error(`python3 is not on PATH: install Python 3.10 or newer with venv, to test against ${name}`);
    }
    say(`${name}: making ${folder}`);
    // Scripts of an environment hold its path, so it cannot be made elsewhere and moved: the last file says it is whole.
    await rm(folder, { recursive: true, force: true });
    await run(python3, ["-m", "venv", folder], machine);
    const python = join(folder, "bin", "python");
    const quiet = ["--quiet", "--disable-pip-version-check"];
    await run(python, ["-m", "pip", "install", ...quiet, "--no-deps", "-r", requirements], machine);
    await writeFile(join(folder, complete), "");
    return { python, folder };
  });
}

const complete = ".complete";

function folderOf({ name, requirements }: Wanted, machine: Machine): string {
  const hash = createHash("sha256").update(readFileSync(requirements)).digest("hex").slice(0, 12);
  return join(dirname(engineCache(machine)), name, hash);
}

async function run(file: string, args: readonly string[], { env }: Machine): Promise<void> {
  const { ok, output } = await runCommand(file, args, { env });
  if (!ok) {
    const last = output.trim().split("\n").slice(-5).join("\n");
    throw new Error(`"${[file, ...args].join(" ")}" failed:\n${last}`);
  }
}
