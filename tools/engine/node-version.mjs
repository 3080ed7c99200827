// Any Node from 18 on must be able to parse this file: it exists to be read by one that is too old.
import { fileURLToPath } from "node:url";

const needed = 24;
const own = fileURLToPath(new URL("../../node_modules/.bin", import.meta.url));

const remedies = {
  slipway: 'run "npm ci" once, then "npx slipway", which brings its own',
  pulumi: `run "npm ci" once, then put the Node it brought first on PATH: export PATH="${own}:$PATH"`,
};

/** What is wrong with the Node of this `version` for whom `runs` the program, or nothing. */
export function nodeProblem(version, runs) {
  if (Number(version.replace(/^v/, "").split(".")[0]) >= needed) {
    return undefined;
  }
  return `slipway needs Node ${needed} or newer (this is ${version}): ${remedies[runs]}`;
}

/** Ends the process with one sentence and `exitCode` on a Node that cannot run TypeScript. */
export function assertNode(runs, exitCode) {
  const problem = nodeProblem(process.version, runs);
  if (problem !== undefined) {
    process.stderr.write(`${problem}\n`);
    process.exit(exitCode);
  }
}
