import { firstFew } from "../../lib/first-few.ts";
import { passed, refused, type Verdict } from "./gate.ts";

const MOST_NAMED = 5;

/** What is known of two programs. */
export interface Programs {
  /** Stack that the freight was verified in. */
  readonly stack: string;
  /** Hash of the one that the freight was deployed with upstream, and of the one here. */
  readonly upstream: string;
  readonly here: string;
  /** Files that differ, where both are in the clone. */
  readonly differing: readonly string[];
  /** Commit of the one upstream. */
  readonly commit?: string;
}

/** The program that will deploy the freight is the one that it was verified with. */
export function programGate({ stack, upstream, here, differing, commit }: Programs): Verdict {
  if (upstream === here) {
    return passed("program", `the program here is the one that ${stack} was deployed with`);
  }
  const of = commit === undefined ? "" : ` (${commit.slice(0, 12)})`;
  const differ = differing.length > 1 ? "differ" : "differs";
  return refused(
    "program",
    `${firstFew(differing, MOST_NAMED) || "the program"} here ${differ} from what ${stack} was deployed with${of}: deploy and verify this commit there first, or check out one with that program`,
  );
}
