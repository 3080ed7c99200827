// Any Node from 18 on must be able to parse this file: it exists to be read by one that is too old.
import { fileURLToPath } from "node:url";

const needed = 24;
const own = fileURLToPath(new URL("../../node_modules/.bin", import.meta.url));

const remedies = {
  slipway: 'run "npm ci" once, then "npx slipway", which brings its own',
  pulumi: `run "npm ci" once, then put the Node it brought first on PATH: export PATH="${own}:$PATH"`,
};

/** What is wrong with this Node for whom `runs` the program, or nothing. */
export function nodeProblem({ version, platform, features }, runs) {
  if (platform === "win32") {
    return 'slipway runs on Linux and macOS; on Windows use WSL 2: run "wsl --install" once, then clone and work in its Linux';
  }
  if (Number(version.replace(/^v/, "").split(".")[0]) < needed) {
    return `slipway needs Node ${needed} or newer (this is ${version}): ${remedies[runs]}`;
  }
  if (!features.typescript) {
    return `slipway needs a Node that runs TypeScript (this is ${version}, which does not): take --no-strip-types out of NODE_OPTIONS, or ${remedies[runs]}`;
  }
  return undefined;
}

/** Ends the process with one sentence and `exitCode` on a Node that cannot run this. */
export function assertNode(runs, exitCode) {
  const problem = nodeProblem(process, runs);
  if (problem !== undefined) {
    process.stderr.write(`${problem}\n`);
    process.exit(exitCode);
  }
}
