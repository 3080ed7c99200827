import { Argument, Option } from "commander";

/** `--sandbox`, in the words of every verb that asks Pulumi or a cloud. */
export function sandboxOption(): Option {
  return new Option("--sandbox", "the embedded sandbox, instead of AWS");
}

/** `--json`, in the words of every verb that has it. */
export function jsonOption(): Option {
  return new Option("--json", "the result as JSON on standard output");
}

/** `<stack>` of a verb that has to be told which one. */
export function stackArgument(): Argument {
  return new Argument("<stack>", "a stack, or the path of a stack file");
}

/** `[stack]` of a verb that changes nothing: staging, or the only one that there is. */
export function stagingArgument(): Argument {
  return new Argument("[stack]", "a stack, or the path of a stack file (default: staging)");
}

/** `[stack]` of a verb that looks at all of them where none is named. */
export function allStacksArgument(): Argument {
  return new Argument("[stack]", "a stack, or the path of a stack file (default: all of this folder)");
}
