import { Worker } from "node:worker_threads";
import { added, batchSize, type Found, type Tally, type Told, type Work } from "./work.ts";

/** How much is tried. */
export interface Fuzz {
  readonly seed: number;
  readonly runs: number;
  /** Accepted files that are planned, at most; all of them when it is left out. */
  readonly plans?: number;
  /** Workers side by side, which does not change what is tried. */
  readonly jobs: number;
  /** Told now and then how many files have been begun. */
  readonly onProgress?: (begun: number) => void;
}

/** No file takes a hundredth of this; who is silent for so long hangs. */
const hangsAfterMilliseconds = 120_000;

/** Tries generated stack files: each is planned, with everything holding that has to, or refused in words. */
export async function fuzz({ seed, runs, plans, jobs, onProgress }: Fuzz): Promise<Tally> {
  const batches = Array.from({ length: Math.ceil(runs / batchSize) }, (_, batch) => batch);
  const each = plans === undefined ? batchSize : Math.ceil(plans / batches.length);
  let begun = 0;
  const starts = () => onProgress?.(++begun);
  const shares = Array.from({ length: jobs }, (_, job) => batches.filter((batch) => batch % jobs === job));
  const tallies = shares.map((share) =>
    share.length === 0 ? [] : workedBy({ seed, batches: share, plans: each }, starts),
  );
  return added((await Promise.all(tallies)).flat());
}

/** A worker that dies or hangs leaves what it has done so far, and the file that it was at; the rest of its share is not tried. */
function workedBy(work: Work, starts: () => void): Promise<readonly Tally[]> {
  const worker = new Worker(new URL("./worker.ts", import.meta.url), { workerData: work });
  const tallies: Tally[] = [];
  let at: Omit<Found, "fault"> = { kind: "valid", from: "the start", text: "" };
  const broken = (fault: string) => tallies.push({ became: {}, planned: 0, reached: [], found: [{ fault, ...at }] });
  const hangs = () => {
    broken(`hangs: nothing was heard for ${hangsAfterMilliseconds / 1000} seconds`);
    void worker.terminate();
  };
  let timer = setTimeout(hangs, hangsAfterMilliseconds);
  return new Promise((resolve) => {
    worker.on("message", (told: Told) => {
      clearTimeout(timer);
      timer = setTimeout(hangs, hangsAfterMilliseconds);
      if ("tally" in told) {
        tallies.push(told.tally);
      } else {
        at = told.begins;
        starts();
      }
    });
    worker.on("error", (error: unknown) => broken(`ends everything: ${error instanceof Error ? error.stack : error}`));
    worker.on("exit", () => {
      clearTimeout(timer);
      resolve(tallies);
    });
  });
}
