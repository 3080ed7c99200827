import Mocha from "mocha";

/** Mocha's own report, and the counts for `tools/test.mjs`. */
export default class TestReporter extends Mocha.reporters.Spec {
  epilogue() {
    super.epilogue();
    const { passes, failures, pending } = this.stats;
    process.send?.({ passes, failures, pending });
  }
}
