/** Who runs the program: our own command line, or the language host of the plain `pulumi` command. */
export type Runner = "slipway" | "pulumi";

/** What is wrong with the Node of this `version` (`v24.1.0`) for whom `runs` the program, or nothing. */
export function nodeProblem(version: string, runs: Runner): string | undefined;

/** Ends the process with one sentence and `exitCode` on a Node that cannot run TypeScript. */
export function assertNode(runs: Runner, exitCode: number): void;
