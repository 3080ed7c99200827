import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { withLock } from "../engine/lock.ts";
import { engineCache, type Machine, onPath, runCommand } from "../engine/machine.ts";

const requirements = fileURLToPath(new URL("requirements.txt", import.meta.url));

/** The Python environment that moto runs in. */
export interface MotoEnvironment {
  readonly python: string;
}

/** The environment, if it has been made; `node tools/set-up.ts` makes it. */
export function motoEnvironment(machine: Machine): MotoEnvironment | undefined {
  const folder = folderOf(machine);
  const python = join(folder, "bin", "python");
  // The link dangles when the Python that it was made with is gone.
  return existsSync(join(folder, complete)) && existsSync(python) ? { python } : undefined;
}

/** Makes the environment with the pinned packages, once for each version of requirements.txt. */
export async function makeMotoEnvironment(machine: Machine, say: (step: string) => void): Promise<MotoEnvironment> {
  const folder = folderOf(machine);
  await mkdir(dirname(folder), { recursive: true });
  const waiting = (holder: string) => say(`moto: waiting for ${holder}, which makes the same environment`);
  return withLock(`${folder}.lock`, waiting, async () => {
    const made = motoEnvironment(machine);
    if (made) {
      return made;
    }
    const python3 = (await onPath("python3", machine))[0];
    if (python3 === undefined) {
      throw new Error("python3 is not on PATH: install Python 3.10 or newer with venv, to test against moto");
    }
    say(`moto: making ${folder}`);
    // Scripts of an environment hold its path, so it cannot be made elsewhere and moved: the last file says it is whole.
    await rm(folder, { recursive: true, force: true });
    await run(python3, ["-m", "venv", folder], machine);
    const python = join(folder, "bin", "python");
    await run(python, ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", requirements], machine);
    await writeFile(join(folder, complete), "");
    return { python };
  });
}

const complete = ".complete";

function folderOf(machine: Machine): string {
  const hash = createHash("sha256").update(readFileSync(requirements)).digest("hex").slice(0, 12);
  return join(dirname(engineCache(machine)), "moto", hash);
}

async function run(file: string, args: readonly string[], { env }: Machine): Promise<void> {
  const { ok, output } = await runCommand(file, args, { env });
  if (!ok) {
    const last = output.trim().split("\n").slice(-5).join("\n");
    throw new Error(`"${[file, ...args].join(" ")}" failed:\n${last}`);
  }
}
