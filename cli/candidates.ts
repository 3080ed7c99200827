import type { Argument, Command, Option } from "commander";

/** A word that a shell may complete, and what it means. */
export interface Candidate {
  readonly value: string;
  readonly why: string;
}

/**
 * What the names of a project are that a place of a verb takes.
 *
 * @param place verb and argument or option, like `logs name` or `exec --forward`
 * @param operands what was typed for the arguments before it
 */
export type NamesFor = (place: string, operands: readonly string[]) => readonly string[];

/** What the last of the words after `slipway` can become; it is empty where a new one begins. */
export function candidates(program: Command, words: readonly string[], namesFor: NamesFor): readonly Candidate[] {
  const current = words.at(-1) ?? "";
  return possible(read(program, words.slice(0, -1)), current, namesFor).filter(({ value }) =>
    value.startsWith(current),
  );
}

/** Where one is after some whole words. */
interface Reached {
  readonly command: Command;
  readonly operands: readonly string[];
  /** An option whose value comes next. */
  readonly waiting?: Option;
  /** After `--` the words are another program's. */
  readonly isPassedOn?: true;
}

function read(program: Command, words: readonly string[]): Reached {
  let reached: Reached = { command: program, operands: [] };
  for (const word of words) reached = next(reached, word);
  return reached;
}

function next(reached: Reached, word: string): Reached {
  const { command, operands, waiting } = reached;
  if (reached.isPassedOn) return reached;
  if (word === "--") return { command, operands, isPassedOn: true };
  if (word.startsWith("-")) {
    const option = command.options.find((one) => one.long === word || one.short === word);
    return option?.required ? { command, operands, waiting: option } : { command, operands };
  }
  if (waiting) return waiting.variadic ? reached : { command, operands };
  const verb = operands.length === 0 ? command.commands.find((one) => one.name() === word) : undefined;
  return verb ? { command: verb, operands } : { command, operands: [...operands, word] };
}

function possible(reached: Reached, current: string, namesFor: NamesFor): readonly Candidate[] {
  const { command, operands, waiting } = reached;
  if (reached.isPassedOn) return [];
  const help = command.createHelp();
  if (current.startsWith("-")) {
    return help.visibleOptions(command).map(({ long, description }) => ({ value: long ?? "", why: description }));
  }
  if (command.name() === "help") return verbsOf(verbAt(command.parent, operands));
  if (waiting) return valuesOf(waiting, `${command.name()} ${waiting.long}`, operands, namesFor);
  const argument = command.registeredArguments.at(operands.length) ?? command.registeredArguments.at(-1);
  const takesMore = argument && (argument.variadic || operands.length < command.registeredArguments.length);
  return [
    ...(operands.length === 0 ? verbsOf(command) : []),
    ...(takesMore ? valuesOf(argument, `${command.name()} ${argument.name()}`, operands, namesFor) : []),
  ];
}

function verbsOf(command: Command | null | undefined): readonly Candidate[] {
  const verbs = command?.createHelp().visibleCommands(command) ?? [];
  return verbs.map((verb) => ({ value: verb.name(), why: verb.summary() }));
}

/** The verb that some words lead to. */
function verbAt(command: Command | null, words: readonly string[]): Command | null | undefined {
  return words.reduce<Command | null | undefined>(
    (reached, word) => reached?.commands.find((verb) => verb.name() === word),
    command,
  );
}

function valuesOf(
  { argChoices, description }: Pick<Argument | Option, "argChoices" | "description">,
  place: string,
  operands: readonly string[],
  namesFor: NamesFor,
): readonly Candidate[] {
  return (argChoices ?? namesFor(place, operands)).map((value) => ({ value, why: description }));
}
