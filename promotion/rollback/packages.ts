import { spawn } from "node:child_process";
import {
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { join } from "node:path";
import { UserError } from "../../lib/user-error.ts";

const packages = "node_modules";

/**
 * Gives a checkout the packages that its lock file names: those of another checkout where they are the same. Each file is
 * a link of its own: functions are packed from there, and an archive does not follow links to folders.
 */
export async function installLike(root: string, there: string, say: (sentence: string) => void): Promise<void> {
  const [here, other] = [root, there].map((folder) => readFileSync(join(folder, "package-lock.json"), "utf8"));
  if (here !== other) {
    say("the packages of the program that is deployed are others than here: npm ci, about a minute");
    return install(there);
  }
  try {
    linkFolder(realpathSync(join(root, packages)), join(there, packages));
  } catch {
    // Another file system, or one without such links.
    say("the packages that are here cannot be linked: npm ci, about a minute");
    rmSync(join(there, packages), { recursive: true, force: true });
    await install(there);
  }
}

function linkFolder(from: string, to: string): void {
  mkdirSync(to);
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) {
      linkFolder(source, target);
    } else if (entry.isSymbolicLink()) {
      symlinkSync(readlinkSync(source), target);
    } else {
      linkSync(source, target);
    }
  }
}

function install(folder: string): Promise<void> {
  return new Promise((resolve, reject) => {
    // As the jobs do it: no script of a package runs with the rights that deploy.
    spawn("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], { cwd: folder, stdio: ["ignore", 2, 2] })
      .on("error", () => reject(new UserError("there is no npm on PATH: it comes with Node, put its folder there")))
      .on("close", (code) =>
        code === 0
          ? resolve()
          : reject(new UserError(`npm ci failed in ${folder}: mend what it says above, and run this again`)),
      );
  });
}
