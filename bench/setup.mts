import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { availableParallelism, cpus, totalmem } from "node:os";
import { join } from "node:path";

/** The folder of the CDK code. */
export const bench = import.meta.dirname;
/** The root of the project. */
export const root = join(bench, "..");

/** Installs what the CDK code needs if it is not there, and compiles it. */
export function prepareCdk(tell: (progress: string) => void): void {
  if (!existsSync(join(bench, "node_modules", "aws-cdk-lib"))) {
    tell("bench/node_modules is missing: running npm ci in bench/ (about 240 MB)");
    npm(["ci"]);
  }
  npm(["run", "build", "--silent"]);
}

function npm(args: readonly string[]): void {
  const { status } = spawnSync("npm", args, {
    cwd: bench,
    stdio: ["ignore", 2, 2],
    shell: process.platform === "win32",
  });
  if (status !== 0) {
    throw new Error(`npm ${args.join(" ")} in bench/ failed: see above`);
  }
}

/** What the figures were taken on; nothing that says whose machine it was. */
export function machine(): string {
  const memoryGiB = (totalmem() / 1024 ** 3).toFixed(0);
  const processor = cpus()[0]?.model.trim() ?? "unknown processor";
  return `${availableParallelism()} cores (${processor}), ${memoryGiB} GiB, ${process.platform} ${process.arch}`;
}

/** Versions of what every part measures. */
export function versions(): string {
  const packages = ["@pulumi/pulumi", "@pulumi/aws"].map((name) => `${name} ${installed(root, name)}`);
  return [`Node ${process.version}`, ...packages].join(", ");
}

/** Version of a package that is installed in a folder. */
export function installed(folder: string, name: string): string {
  const path = createRequire(join(folder, "package.json")).resolve(`${name}/package.json`);
  const { version }: { version: string } = JSON.parse(readFileSync(path, "utf8"));
  return version;
}
