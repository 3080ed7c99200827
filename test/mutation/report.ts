import { isCaught, type Mutant, type Verdict } from "./mutant.ts";

/** A mutant and what came of it. */
export interface Tried {
  readonly mutant: Mutant;
  readonly verdict: Verdict;
}

/** Part of the mutants that has to be caught. */
const promised = 0.95;

interface Report {
  /** `2026-01-31` */
  readonly date: string;
  /** What it was run with, as a sentence. */
  readonly versions: string;
  readonly triedByPart: Readonly<Record<string, readonly Tried[]>>;
}

/** Whether as many are caught as promised, and each other one is explained. */
export function holds(tried: readonly Tried[]): boolean {
  const unexplained = tried.filter(({ mutant, verdict }) => !isCaught(verdict) && mutant.explained === undefined);
  return unexplained.length === 0 && shareCaught(tried) >= promised;
}

/** From 0 to 1. */
export function shareCaught(tried: readonly Tried[]): number {
  return tried.filter(({ verdict }) => isCaught(verdict)).length / tried.length;
}

/** The page `test/mutation/report.md`. */
export function markdown({ date, versions, triedByPart }: Report): string {
  const all = Object.values(triedByPart).flat();
  const rest = all.filter(({ verdict }) => !isCaught(verdict));
  const crashed = all.filter(({ verdict }) => verdict.is === "caught" && verdict.crash !== undefined);
  const hung = all.filter(({ verdict }) => verdict.is === "hung");
  return [
    "# What the tests notice",
    "",
    "<!-- Written by `npm run mutation`. -->",
    "",
    "One guard of the program at a time is taken out of a copy of it, and the tests of its part run up to the first that fails.",
    "The comparison of whole plans with `test/expected` is left out: it would notice most of these, and anybody may accept",
    "a new plan. The list is in [mutants](mutants/): guards that we chose, each with the tests that ought to notice. It is no",
    "random sample, so the share says nothing of guards that are not in it.",
    "",
    `${date}, ${versions}: ${all.length - rest.length} of ${all.length} caught, ${percent(shareCaught(all))}; ` +
      `at least ${percent(promised)} are promised. Of those caught, ${crashed.length} died of an error of JavaScript before an`,
    `assertion judged them, and ${hung.length} never ended; the table says which. A verdict is kept until the mutant, its file or the test`,
    "that noticed it changes: `rm .slipway/mutation.json` has all tried anew.",
    "",
    "| Part | Mutants | Caught |",
    "| --- | ---: | ---: |",
    ...Object.entries(triedByPart).map(
      ([part, tried]) => `| ${part} | ${tried.length} | ${percent(shareCaught(tried))} |`,
    ),
    "",
    "## Not caught",
    "",
    ...(rest.length > 0 ? rest.map(notCaught) : ["None."]),
    ...Object.entries(triedByPart).flatMap(([part, tried]) => ["", `## ${sentence(part)}`, "", ...table(tried)]),
    "",
  ].join("\n");
}

function table(tried: readonly Tried[]): string[] {
  return [
    "| Taken out | Guard | What noticed |",
    "| --- | --- | --- |",
    ...tried.map(({ mutant, verdict }) => `| \`${mutant.id}\` | ${cell(mutant.guard)} | ${cell(noticed(verdict))} |`),
  ];
}

function noticed(verdict: Verdict): string {
  switch (verdict.is) {
    case "caught":
      return `${verdict.file}: ${verdict.title}${verdict.crash === undefined ? "" : ` (died of a ${verdict.crash})`}`;
    case "hung":
      return "the tests did not end";
    case "survived":
      return "**nothing**";
    case "broken":
      return `**it is no program**: ${verdict.says}`;
  }
}

function notCaught({ mutant, verdict }: Tried): string {
  return `- \`${mutant.id}\` (${verdict.is}): ${mutant.explained ?? "not explained yet."}`;
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll("\n", " ");
}

function sentence(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function percent(share: number): string {
  return `${Math.floor(share * 1000) / 10} %`;
}
