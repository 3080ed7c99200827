import Mocha from "mocha";

/** Mocha's own report, and for `tools/test.mjs` the counts and what failed. */
export default class TestReporter extends Mocha.reporters.Spec {
  epilogue() {
    super.epilogue();
    const { passes, failures, pending } = this.stats;
    process.send?.({ passes, failures, pending, failed: this.failures.map((test) => test.fullTitle()) });
  }
}
