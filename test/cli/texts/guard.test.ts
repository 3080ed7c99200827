import assert from "node:assert/strict";
import type { GuardResult } from "../../../cli/actions/guard.ts";
import { guardText } from "../../../cli/texts/guard.ts";
import type { Loss } from "../../../plan/guard.ts";

const urn = "urn:pulumi:production::shop::slipway:database:Database$aws:rds/instance:Instance::main-instance";
const loss: Loss = {
  path: "main/main-instance",
  type: "aws:rds/instance:Instance",
  urn,
  change: "replace",
  causes: [{ property: "dbName", from: "main", to: "orders" }],
  newcomers: [],
};

function textOf(own: Partial<GuardResult>): string {
  const comparedWith = { commit: "0123456789abcdef0123456789abcdef01234567", why: "asked for" };
  return guardText({
    stack: "production",
    file: "Pulumi.production.yaml",
    comparedWith,
    unchanged: false,
    protects: true,
    refused: [],
    allowed: [],
    ...own,
  });
}

describe("guardText", () => {
  it("says what it compared with, and that nothing is lost", () => {
    assert.equal(
      textOf({}),
      "production compared with 0123456789ab, asked for\nnothing that is protected would be replaced or deleted\n",
    );
  });

  it("tells when the last update was as all texts do, to the minute", () => {
    const comparedWith = { commit: "0".repeat(40), why: "the last update, of 2026-11-22T03:24:06.000Z" };
    assert.match(
      textOf({ comparedWith: comparedWith as GuardResult["comparedWith"] }),
      /^production compared with 000000000000, the last update, of 2026-11-22 03:24 UTC\n/,
    );
  });

  it("does not say that all is well where there was nothing to look at", () => {
    assert.match(textOf({ unchanged: true }), /\nnothing has changed since 0123456789ab\n$/);
    assert.match(textOf({ protects: false }), /\nproduction protects nothing, so there is nothing to guard\n$/);
  });

  it("names the property of a replacement, and the lines that allow it", () => {
    assert.equal(
      textOf({ refused: [loss] }),
      `production compared with 0123456789ab, asked for

refused, because what it holds would be lost:
  main/main-instance (Instance) would be replaced, because of dbName "main" → "orders"

if it is meant, name it in Pulumi.production.yaml:
  slipway:environment:
    allowReplace:
      - ${urn}
then run "pulumi up" without the change, which takes the protections off; then with it; then remove the lines
`,
    );
  });

  it("is one sentence where the project has another name, because all of it is another stack then", () => {
    assert.equal(
      textOf({ refused: [{ ...loss, change: "delete", causes: [] }], renamed: { from: "harbour", to: "parcel" } }),
      `production compared with 0123456789ab, asked for
refused: Pulumi.yaml names the project parcel, and named harbour then, so that production is another stack to Pulumi, in which all of it is new. A new app loses nothing by that: compare it with a commit of its own (--from). Where harbour is deployed and is only to be called parcel, put its name back: else all of it is made a second time
`,
    );
  });

  it("has no line that allows a file to lose what runs: nobody means that", () => {
    assert.equal(
      textOf({ refused: [{ ...loss, change: "delete", causes: [] }], isEmptied: true }),
      `production compared with 0123456789ab, asked for

refused, because what it holds would be lost:
  main/main-instance (Instance) would be deleted: the program declares it no longer

Pulumi.production.yaml has neither slipway:app nor slipway:release: put both back
`,
    );
  });

  it("names what takes it along, where nothing of its own changes", () => {
    const causes = [{ property: "kmsKeyId", from: "key-1", to: "key-1", through: "main/main-key" }];
    assert.match(
      textOf({ refused: [{ ...loss, causes }] }),
      /would be replaced, because of kmsKeyId, which main\/main-key gives: that is replaced\n/,
    );
  });

  it("says of a delete that may be a rename how the thing is kept", () => {
    const deleted: Loss = { ...loss, change: "delete", causes: [], newcomers: ["orders/orders-instance"] };
    const lines = textOf({ refused: [deleted] }).split("\n");
    assert.deepEqual(lines.slice(3, 5), [
      "  main/main-instance (Instance) would be deleted: the program declares it no longer",
      '    if orders/orders-instance is the same under a new name: keep the old name, since a new one is a new resource; where only a name in the program changes, give it aliases: [{ name: "main-instance" }]',
    ]);
  });

  it("lists what is allowed apart, with a property that was not set before", () => {
    const causes = [{ property: "kmsKeyId", from: undefined, to: "key" }];
    assert.equal(
      textOf({ allowed: [{ ...loss, causes }] }),
      `production compared with 0123456789ab, asked for

allowed by environment.allowReplace:
  main/main-instance (Instance) would be replaced, because of kmsKeyId (not set) → "key"
nothing else that is protected would be replaced or deleted
`,
    );
  });
});
