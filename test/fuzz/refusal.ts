import { canary } from "./hostile.ts";

/** Words of JavaScript that tell nobody what is wrong. */
const leaks = ["undefined", "[object Object]", "TypeError", "ReferenceError", "RangeError", "    at "];

/** What a terminal would act upon, or not show. */
const unprintable = /[\p{Cs}\p{Zl}\p{Zp}]|(?!\n)[\p{Cc}\p{Cf}]/u;

const longestMessage = 60_000;

/** What is wrong with how a stack file is refused; `text` is the file, whose own words may come back. */
export function faultsOfRefusal(says: string, text: string): string[] {
  const [head = "", ...lines] = says.split("\n");
  const isList = / has \d+ problems?:$/.test(head) && lines.every((line) => /^ {2}\S.*: \S/.test(line));
  const isKnown = isList || / is no YAML: /.test(head) || / cannot be planned:$/.test(head);
  const faults = isKnown ? [] : [`does not say which key: ${says}`];
  if (says.includes(canary)) {
    faults.push("shows a secret");
  }
  if (says.length > longestMessage) {
    faults.push(`is ${says.length} characters long`);
  }
  return [...faults, ...faultsOfPlan(says, text)];
}

/** What is wrong with what `slipway plan` prints, or with any words that a stack file leads to. */
export function faultsOfPlan(says: string, text: string): string[] {
  const leaked = leaks.filter((leak) => says.includes(leak) && !text.includes(leak));
  const faults = leaked.map((leak) => `says ${leak}: ${linesWith(says, leak)}`);
  const acting = says.split("\n").find((line) => unprintable.test(line));
  return acting === undefined
    ? faults
    : [...faults, `has a character that a terminal would act upon: ${JSON.stringify(acting)}`];
}

/** Whether a plan has what the file gives as a secret and nowhere else. */
export function showsGiven(plan: string, text: string): boolean {
  const open = text.replaceAll(new RegExp(`"?secure"?: "?${canary}`, "g"), "");
  return plan.includes(canary) && !open.includes(canary);
}

function linesWith(says: string, leak: string): string {
  return says
    .split("\n")
    .filter((line) => line.includes(leak))
    .join("\n");
}
