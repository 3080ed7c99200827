import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { availableParallelism, cpus, totalmem } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of the CDK code. */
export const bench = fileURLToPath(new URL(".", import.meta.url));
/** The root of the project. */
export const root = join(bench, "..");

/** Installs what the CDK code needs if it is not there, and compiles it. */
export function prepare() {
  if (!existsSync(join(bench, "node_modules", "aws-cdk-lib"))) {
    console.error("bench/node_modules is missing: running npm ci in bench/ (about 240 MB)");
    npm(["ci"]);
  }
  npm(["run", "build", "--silent"]);
}

function npm(args) {
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
export function machine() {
  const memoryGiB = (totalmem() / 1024 ** 3).toFixed(0);
  const processor = cpus()[0]?.model.trim() ?? "unknown processor";
  return `${availableParallelism()} cores (${processor}), ${memoryGiB} GiB, ${process.platform} ${process.arch}`;
}

/** Versions of what was measured. */
export function versions() {
  const folders = { "@pulumi/pulumi": root, "@pulumi/aws": root, "aws-cdk": bench, "aws-cdk-lib": bench };
  const installed = Object.entries(folders).map(([name, folder]) => {
    const path = createRequire(join(folder, "package.json")).resolve(`${name}/package.json`);
    return `${name} ${JSON.parse(readFileSync(path, "utf8")).version}`;
  });
  return [`Node ${process.version}`, ...installed].join(", ");
}

/** How many resources either side declares. */
export function sizes() {
  const { stdout, stderr, status } = spawnSync(process.execPath, ["cli/slipway.mjs", "plan", "staging", "--json"], {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 64 * 1024 ** 2,
  });
  if (status !== 0) {
    throw new Error(`slipway plan staging --json ended with exit code ${status}:\n${stderr}`);
  }
  const template = JSON.parse(readFileSync(join(bench, "cdk.out", "harbour-staging.template.json"), "utf8"));
  return {
    planned: JSON.parse(stdout).resources.filter(({ custom }) => custom).length,
    synthesised: Object.keys(template.Resources).length,
  };
}
