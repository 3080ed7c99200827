import assert from "node:assert/strict";
import { doctorText } from "../../../cli/texts/doctor.ts";
import type { Diagnosis } from "../../../doctor/check.ts";

const state: Diagnosis = {
  name: "state",
  asks: "state",
  is: "failed",
  says: "pulumi is logged in to file://~, environment.aws.state is s3://acme-pulumi-state/harbour?region=eu-north-1",
  mend: ["pulumi login 's3://acme-pulumi-state/harbour?region=eu-north-1'"],
};
const node: Diagnosis = {
  name: "node",
  asks: "machine",
  is: "warning",
  says: "the node on PATH is v20.20.2",
  mend: ['export PATH="$PWD/node_modules/.bin:$PATH"'],
};
const fine = (name: string): Diagnosis => ({ name, asks: "machine", is: "ok", says: "yes" });
const skipped = (name: string, says: string): Diagnosis => ({ name, asks: "aws", is: "skipped", says });

describe("what the doctor says", () => {
  it("is failures first, each with what mends it, and of all else the names", () => {
    const found = [
      fine("git"),
      node,
      state,
      skipped("zone", "see credentials"),
      skipped("quotas", "see credentials"),
      fine("gh"),
      skipped("docker", "no image is built here"),
    ];
    assert.equal(
      doctorText("staging", found, 80),
      [
        "staging: 1 failure, 1 warning, 2 fine, 3 not looked at",
        "",
        "✗ state  pulumi is logged in to file://~, environment.aws.state is",
        "         s3://acme-pulumi-state/harbour?region=eu-north-1",
        "         → pulumi login 's3://acme-pulumi-state/harbour?region=eu-north-1'",
        "! node   the node on PATH is v20.20.2",
        '         → export PATH="$PWD/node_modules/.bin:$PATH"',
        "",
        "✓ fine: git, gh",
        "- zone, quotas: see credentials",
        "- docker: no image is built here",
        "",
      ].join("\n"),
    );
  });

  it("is short where nothing is wrong", () => {
    assert.equal(
      doctorText("staging", [fine("git")], 80),
      "staging: 0 failures, 0 warnings, 1 fine, 0 not looked at\n\n✓ fine: git\n",
    );
  });

  it("keeps the lines of a problem that has several", () => {
    const file: Diagnosis = {
      name: "stack file",
      asks: "stack",
      is: "failed",
      says: "1 problem:\n  app: is not",
      mend: ["x"],
    };
    assert.match(doctorText("staging", [file], 24), /✗ stack file {2}1 problem:\n {16}app: is\n {16}not\n {14}→ x/);
  });
});
