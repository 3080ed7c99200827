import type { Readable, Writable } from "node:stream";
import { cancel, intro, isCancel, outro, text } from "@clack/prompts";

import type { Question } from "../../init/answers.ts";
import { UserError } from "../../lib/user-error.ts";

/** Where it is asked and answered. */
export interface Terminal {
  readonly input: Readable;
  readonly output: Writable;
}

/** Asks on the terminal, on standard error; nothing is made where somebody breaks off. */
export async function askAll(
  questions: readonly Question[],
  { input, output }: Terminal = { input: process.stdin, output: process.stderr },
): Promise<Readonly<Record<string, string>>> {
  if (questions.length === 0) {
    return {};
  }
  intro("A new app", { output });
  const answers: [string, string][] = [];
  for (const { key, asks, wrong, as, ...question } of questions) {
    const usual = question.usual ?? answers.find(([answered]) => answered === as)?.[1];
    const given = await text({
      message: asks,
      ...(usual !== undefined && { placeholder: usual, defaultValue: usual }),
      validate: (value = "") => (value === "" && usual !== undefined ? undefined : wrongAs(value, wrong(value))),
      input,
      output,
    });
    if (isCancel(given)) {
      cancel("Nothing was written.", { output });
      throw new UserError("broken off: run npx slipway init again, or give the answers as flags");
    }
    answers.push([key, given]);
  }
  outro("Thank you.", { output });
  return Object.fromEntries(answers);
}

/** The answer and what is wrong with it, as one sentence. */
function wrongAs(answer: string, says: string | undefined): string | undefined {
  return says === undefined ? undefined : `${JSON.stringify(answer)} ${says}`;
}
