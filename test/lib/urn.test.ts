import assert from "node:assert/strict";
import { formatUrn, nameOf, parseUrn, unmatchedUrns } from "../../lib/urn.ts";

const urn = "urn:pulumi:production::shop::slipway:database:Database$aws:rds/instance:Instance::main-instance";

describe("a URN", () => {
  it("is read into its parts and written as it was", () => {
    const parts = parseUrn(urn);
    assert.deepEqual(parts, {
      stack: "production",
      project: "shop",
      types: ["slipway:database:Database", "aws:rds/instance:Instance"],
      name: "main-instance",
    });
    assert.equal(parts && formatUrn(parts), urn);
  });

  it("may have a name with anything in it but a space, as the engine allows", () => {
    assert.equal(parseUrn("urn:pulumi:a::b::x:y:Z::one::two/*")?.name, "one::two/*");
    assert.equal(nameOf("urn:pulumi:a::b::x:y:Z::one::two/*"), "one::two/*");
  });

  for (const none of ["main-instance", "urn:pulumi:a::b::x:y:Z", "urn:pulumi:a::b::x:y$z::n", "urn:pulumi:a::b::::n"]) {
    it(`is not ${none}`, () => assert.equal(parseUrn(none), undefined));
  }

  it("that nothing has is told with the one that may have been meant, since it may also be deleted by now", () => {
    assert.deepEqual(unmatchedUrns([urn], [urn]), []);
    const wrong = urn.replace("main-instance", "mian-instance");
    assert.deepEqual(unmatchedUrns([wrong], [urn]), [
      `environment.allowReplace: nothing that is declared is ${wrong}: remove the line if that is deleted by now (did you mean "${urn}"?)`,
    ]);
    const group = urn.replaceAll(/instance/g, "group");
    assert.doesNotMatch(unmatchedUrns([wrong], [group]).join(), /did you mean/);
  });
});
