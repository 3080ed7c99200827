/** Who runs the program: our own command line, or the language host of the plain `pulumi` command. */
export type Runner = "slipway" | "pulumi";

/** What `process` says of itself. */
export interface NodeAndMachine {
  /** `v24.1.0` */
  readonly version: string;
  /** `linux`, `darwin`, `win32` … */
  readonly platform: string;
  /** `typescript` is `"strip"` or `"transform"` where it runs TypeScript. */
  readonly features: { readonly typescript?: unknown };
}

/** What is wrong with this Node for whom `runs` the program, or nothing. */
export function nodeProblem(node: NodeAndMachine, runs: Runner): string | undefined;

/** Ends the process with one sentence and `exitCode` on a Node that cannot run this. */
export function assertNode(runs: Runner, exitCode: number): void;
