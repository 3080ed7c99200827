import { chmod, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Machine, onPath } from "../../tools/engine/machine.ts";

/** A machine with its own PATH and cache, on which nothing is installed and no site can be reached. */
export interface FakeMachine extends Machine {
  readonly root: string;
  readonly cache: string;
  /** Puts a shell script called `name` into the folder `on` of PATH. */
  install(name: string, script: string, on?: "first" | "second"): Promise<string>;
  /** Puts a Go on PATH whose builds answer as `version` and are counted. */
  installGo(version: string, before?: string): Promise<void>;
  builds(): Promise<number>;
  remove(): Promise<void>;
}

/** What `fetch` throws when a name cannot be resolved. */
function unreachable(): Promise<Response> {
  return Promise.reject(
    new TypeError("fetch failed", { cause: Object.assign(new Error("no such host"), { code: "ENOTFOUND" }) }),
  );
}

export async function fakeMachine(fetch: Machine["fetch"] = unreachable): Promise<FakeMachine> {
  const root = await mkdtemp(join(tmpdir(), "slipway-engine-"));
  const counted = join(root, "builds");
  const folders = { first: join(root, "first"), second: join(root, "second") };
  await mkdir(folders.first);
  await mkdir(folders.second);

  const install: FakeMachine["install"] = async (name, script, on = "first") => {
    const file = join(folders[on], name);
    await writeFile(file, `#!/bin/sh\n${script}\n`);
    await chmod(file, 0o755);
    return file;
  };
  return {
    root,
    cache: join(root, "cache", "engine"),
    env: { PATH: `${folders.first}:${folders.second}`, SLIPWAY_CACHE: join(root, "cache") },
    platform: "linux",
    arch: "x64",
    fetch,
    install,
    async installGo(version, before = "") {
      await install(
        "go",
        `${before}
        while [ $# -gt 0 ]; do [ "$1" = -o ] && out=$2; shift; done
        printf '#!/bin/sh\\necho v${version}\\n' > "$out"
        /bin/chmod +x "$out"
        echo one >> ${counted}`,
      );
    },
    builds: () =>
      readFile(counted, "utf8").then(
        (text) => text.trim().split("\n").length,
        () => 0,
      ),
    remove: () => rm(root, { recursive: true }),
  };
}

/** Makes commands of the real machine known to a fake one. */
export async function lend(machine: FakeMachine, names: readonly string[]): Promise<void> {
  for (const name of names) {
    const [real] = await onPath(name, { ...machine, env: process.env });
    if (real !== undefined) {
      await symlink(real, join(machine.root, "first", name));
    }
  }
}
