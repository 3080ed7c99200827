import { type ParseArgsOptionsConfig, parseArgs } from "node:util";
import { messageOf } from "../lib/message-of.ts";

/**
 * The options that a tool was called with. For `--help` its usage is printed, and that was all; where it does not take
 * one of them, that is said before the usage, and the process ends with exit code 2.
 */
export function optionsOf<Options extends ParseArgsOptionsConfig>(usage: string, options: Options) {
  if (process.argv.slice(2).some((argument) => ["--help", "-h"].includes(argument))) {
    process.stdout.write(`${usage}\n`);
    process.exit(0);
  }
  try {
    return parseArgs({ options }).values;
  } catch (error) {
    return refused(messageOf(error).split(". ")[0] ?? "", usage);
  }
}

/** Ends a tool that was used wrongly: what is wrong, and how it is used. */
export function refused(wrong: string, usage: string): never {
  process.stderr.write(`${wrong}\n${usage}\n`);
  process.exit(2);
}
