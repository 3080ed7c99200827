import { itDeclaresWhatIsExpected } from "./support/expected-plan.ts";
import { exampleStacks, variantStacks } from "./support/stack-files.ts";

describe("the program", () => {
  itDeclaresWhatIsExpected([...exampleStacks, ...variantStacks], "test/examples.test.ts");
});
