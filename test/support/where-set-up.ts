/**
 * A suite that stands on something that the set-up makes. Where it has not been made the suite is skipped by name; with
 * `CI=true` it runs all the same, and fails.
 *
 * @param what names it, for example `moto`
 */
export function describeWhereSetUp(what: string, isSetUp: boolean, title: string, suite: () => void): void {
  if (isSetUp || process.env.CI === "true") {
    describe(title, suite);
  } else {
    describe.skip(`${title} (skipped: ${what} is not set up, run "node tools/set-up.ts")`, suite);
  }
}
