/** A guard of the program taken out, to see whether a test notices. */
export interface Mutant {
  /** Says what is gone, in kebab-case. */
  readonly id: string;
  /** What the guard sees to, as a sentence. */
  readonly guard: string;
  /** From the root of the project. */
  readonly file: string;
  /** Stands exactly once in the file. */
  readonly find: string;
  readonly replace: string;
  /** Test files that ought to notice, the likeliest first; the real engine's only where no plan can see it. */
  readonly tests: readonly string[];
  /** Why no test notices, where that is as it should be. */
  readonly explained?: string;
}

/** What the tests said of a mutant. */
export type Verdict =
  | {
      readonly is: "caught";
      readonly file: string;
      readonly title: string;
      /** What the program died of before a test could judge it: less of a proof than an assertion, and told so. */
      readonly crash?: string;
    }
  /** The tests never ended, which nobody overlooks. */
  | { readonly is: "hung" }
  | { readonly is: "survived" }
  /** The mutant is no program: no test began, or it names what is not there. That says nothing about the tests. */
  | { readonly is: "broken"; readonly says: string };

/** Whether somebody would have been told. */
export function isCaught({ is }: Verdict): boolean {
  return is === "caught" || is === "hung";
}

/** The file's text without the guard. */
export function mutated({ id, file, find, replace }: Mutant, text: string): string {
  const times = text.split(find).length - 1;
  if (times !== 1) {
    throw new Error(`${id}: its text stands ${times} times in ${file}, and must stand there once: ${find}`);
  }
  return text.replace(find, () => replace);
}
