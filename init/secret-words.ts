import { secretForm } from "../lib/secret-like.ts";
import { shellWords } from "./compose/shell-words.ts";
import { isSecret } from "./secrets.ts";

/** What the shell or the program puts in at run time. */
const reference = /^\$/;
/** `--api-key` or `API_KEY=` */
const option = /^--?([A-Za-z][\w-]*)$/;
const assignment = /^(?:--?)?([A-Za-z][\w-]*)=(.+)$/s;

/**
 * What of a command only the app and its people should know, in a few words; undefined where there is nothing.
 *
 * @param known what variables that hold secrets have put into it
 */
export function secretInWords(given: readonly string[], known: readonly string[]): string | undefined {
  // A script for a shell is one word of the command, and has words of its own.
  const words = given.flatMap((word) => (/\s/.test(word) ? [word, ...shellWords(word)] : [word]));
  const form = words.map((word) => secretForm(word.replace(assignment, "$2"))).find((what) => what !== undefined);
  if (form !== undefined) {
    return form;
  }
  const isKnown = words.some((word) => known.some((text) => word.includes(text)));
  const isTold = words.some((word, index) => {
    const [, name = "", value = ""] = assignment.exec(word) ?? [];
    const [, before = ""] = option.exec(words[index - 1] ?? "") ?? [];
    return isGiven(name, value) || isGiven(before, word);
  });
  return isKnown || isTold ? "a secret" : undefined;
}

function isGiven(name: string, value: string): boolean {
  const isValue = name !== "" && value !== "" && !reference.test(value) && !value.startsWith("-");
  return isValue && isSecret(name.toUpperCase().replaceAll("-", "_"), value);
}
