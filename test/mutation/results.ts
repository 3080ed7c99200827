import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Mutant, Verdict } from "./mutant.ts";

/** What was found out before, so that a run that was cut off goes on where it was. */
interface Results {
  /** Undefined where the mutant, its file or the tests that the verdict rests on have changed since. */
  of(mutant: Mutant): Verdict | undefined;
  /** @param folder copy that it was tried in: the checkout may have gone on meanwhile */
  set(mutant: Mutant, verdict: Verdict, folder: string): void;
}

interface Kept {
  readonly verdict: Verdict;
  /** Of all that the verdict rests on. */
  readonly hash: string;
}

/** Opens the results of a checkout, in `.slipway/`. */
export function openResults(root: string): Results {
  const path = join(root, ".slipway", "mutation.json");
  const byId: Record<string, Kept> = readOrNothing(path);
  return {
    of(mutant) {
      const kept = byId[mutant.id];
      return kept && kept.hash === hashOf(root, mutant, kept.verdict) ? kept.verdict : undefined;
    },
    set(mutant, verdict, folder) {
      byId[mutant.id] = { verdict, hash: hashOf(folder, mutant, verdict) };
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(`${path}.new`, `${JSON.stringify(byId, undefined, 2)}\n`);
      renameSync(`${path}.new`, path);
    },
  };
}

/** What one file of tests has noticed it notices whatever the others do; that none did is a word on all of them. */
function hashOf(folder: string, { id, file, find, replace, tests }: Mutant, verdict: Verdict): string {
  const hash = createHash("sha256").update(JSON.stringify([id, file, find, replace]));
  for (const path of [file, ...(verdict.is === "caught" ? [verdict.file] : tests)]) {
    hash.update(readFileSync(join(folder, path)));
  }
  return hash.digest("hex");
}

function readOrNothing(path: string): Record<string, Kept> {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return {};
  }
}
