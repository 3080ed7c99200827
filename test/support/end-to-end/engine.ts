import { findEngine } from "../../../tools/engine/engine.ts";
import { showProgress } from "../../../tools/engine/progress.ts";

const minute = 60_000;

/** Most that a build of the engine takes on a slow machine. */
const engineTimeout = 30 * minute;

/** Most that one test takes, which is a few runs of the engine, on a machine that has other things to do as well. */
const testTimeout = 5 * minute;

/**
 * A suite on the real engine, whose tests go on from one another: after one that fails, the rest is skipped. Where no
 * engine can be had the suite is skipped by name; with `CI=true` it fails instead.
 */
export function describeOnEngine(title: string, suite: () => void): void {
  describe(`${title}, on the real engine`, function () {
    this.timeout(testTimeout);

    before(async function () {
      this.timeout(engineTimeout);
      const { say, end } = showProgress(process.stderr);
      try {
        await findEngine(say);
      } catch (error) {
        if (process.env.CI === "true") {
          throw error;
        }
        process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
        this.skip();
      } finally {
        end();
      }
    });

    let hasFailed = false;
    beforeEach(function () {
      if (hasFailed) {
        this.skip();
      }
    });
    afterEach(function () {
      hasFailed ||= this.currentTest?.state === "failed";
    });

    suite();
  });
}
