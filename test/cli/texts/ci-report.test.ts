import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { commentMarker, commentText } from "../../../cli/texts/ci-comment.ts";
import { deployText } from "../../../cli/texts/ci-deploy.ts";
import { ciDeploysText } from "../../../cli/texts/ci-deploys.ts";
import { reportText } from "../../../cli/texts/ci-report.ts";
import { reportMarkdown } from "../../../cli/texts/ci-report-markdown.ts";
import { change, changes, report } from "../../delivery/reports.ts";
import { assertExpectedText, tooLong } from "../../support/expected-text.ts";
import { checkout } from "../../support/stack-files.ts";

const usd = (expected: number) => ({ low: expected - 10, expected, high: expected + 20 });
const found = {
  rule: "database-encrypted",
  path: "main/main-instance",
  says: "storageEncrypted is false",
  enforcement: "mandatory",
  wayOut: "Set storageEncrypted: true.",
} as const;
const production = report({
  changes,
  policy: {
    rules: 108,
    findings: [
      { ...found, isNew: true },
      {
        ...found,
        rule: "web-acl-on-load-balancer",
        path: "edge/edge-alb",
        says: "none is there",
        enforcement: "advisory",
      },
      { ...found, rule: "database-multi-az", because: "it may stand still", isNew: true },
      { ...found, rule: "database-multi-az", path: "lake/lake-instance", because: "it may stand still" },
      { ...found, rule: "vpc-flow-logs", path: "network/network-vpc", because: "nobody looks at them" },
    ],
  },
  cost: { from: usd(144), to: usd(151.4) },
  parity: { upstream: "staging", differing: ["app.services.web", "release.version"] },
  refusals: ["a job may not change repository/repository-branches: a person runs pulumi up --stack production"],
});
const staging = report({
  stack: "staging",
  changes: [change("update", "api/api-service", "aws:ecs/service:Service", "desiredCount")],
  by: "plans",
  cost: { from: usd(144), to: usd(144.2) },
});
const broken = report({ stack: "test", errors: ["api-service: `no` such image\nat all"] });
const waiting = report({ stack: "demo", nothing: "demo: nothing promoted yet: npx slipway promote staging demo" });

/** Compares the comment with `test/expected/comment.md`, which is reviewed like code; `UPDATE_EXPECTED=1` accepts it. */
function assertExpectedComment(comment: string): void {
  const file = join(checkout, "test", "expected", "comment.md");
  if (process.env.UPDATE_EXPECTED) {
    writeFileSync(file, comment);
  }
  assert.equal(comment, existsSync(file) ? readFileSync(file, "utf8") : "", `not as ${file} says: UPDATE_EXPECTED=1`);
}

describe("what a job says of a change", () => {
  it("is for the pull request by component, with what is deleted or replaced first and marked", () => {
    const all = [production, staging, broken, waiting];
    assertExpectedText("ci-report", all.map(reportText).join("\n"));
    assertExpectedComment(`${commentMarker}\n${commentText(all, "https://github.com/acme/harbour/actions/runs/1")}\n`);
  });

  it("says where that is in no commit, to a person and in the summary", () => {
    const dirty = report({ isDirty: true });
    const says = "with changes that are in no commit, so not what cccccccccccc would do";
    assert.ok(reportText(dirty).includes(`\n${says}\n`) && reportMarkdown(dirty).includes(`\n\n${says}`));
  });

  it("folds what is explained, and says that nothing was found where that is so", () => {
    const lines = reportMarkdown(production);
    assert.match(
      lines,
      /<details><summary>explained<\/summary>\n\n- `new: database-multi-az, mandatory .*`\n(- .*\n)+\n<\/details>$/,
    );
    const clean = report({ policy: { rules: 108, findings: [] } });
    assert.match(reportMarkdown(clean), /\n\npolicy: 108 rules: nothing found$/);
    assert.match(reportText(clean), /\npolicy: 108 rules: nothing found\n$/);
  });

  it("leaves nothing folded away that comes after what is cut", () => {
    const findings = Array.from({ length: 2000 }, (_, index) => ({
      ...found,
      rule: `rule-${index}`,
      because: `a reason of its own ${index}`,
    }));
    const body = commentText([report({ policy: { rules: 108, findings } })], undefined);
    assert.match(body, /`\n\n<\/details>\n\nThis is too long for a comment/);
    assert.ok(body.length <= 65_536);
  });

  it("is code where it quotes, so that no sign and no name in it means anything to GitHub", () => {
    const odd = report({
      changes: [change("delete", "a/`@ann` <b>", "x:y:Z")],
      errors: ["```\n@ann"],
    });
    const lines = reportMarkdown(odd).split("\n");
    assert.ok(lines.includes("- **delete** `a/'@ann' <b> (Z)`"));
    assert.equal(lines.filter((line) => line.startsWith("```")).length, 2);
  });

  it("fits into a comment, and says where the rest is where it does not", () => {
    const many = Array.from({ length: 3000 }, (_, index) =>
      change("delete", `part-${index}/part-${index}-service`, "aws:ecs/service:Service"),
    );
    const body = commentText([report({ changes: many })], "https://github.com/acme/harbour/actions/runs/1");
    assert.ok(`<!-- slipway:preview -->\n${body}`.length <= 65_536);
    assert.match(
      body,
      /\n- \*\*delete\*\* `[^`\n]*`\n\nThis is too long for a comment: the rest is in \[the summary of the job\]\(https:/,
    );
    const long = commentText([report({ errors: ["x\n".repeat(40_000)] })], undefined);
    assert.ok(long.length <= 65_536 && /```\n\nThis is too long .* the summary of the job\.$/.test(long));
    assert.ok(!commentText([staging], undefined).includes("too long"));
  });
});

describe("what a job says of a deployment", () => {
  const none = { stack: "production", commit: "c".repeat(40), refusals: [], applied: [], left: [], errors: [] };

  it("is what was applied where it stopped midway, and that nothing was touched where it was refused", () => {
    const [first, ...others] = changes;
    assert.ok(first);
    const said = [
      deployText({ ...none, applied: changes }),
      deployText(none),
      deployText({ ...none, refusals: ["production was updated since"] }),
      deployText({ ...none, errors: ["main-instance: no\nspace"], applied: [first], left: others }),
      deployText({ ...none, errors: ["the engine failed"] }),
    ];
    assertExpectedText("ci-deploy", said.join("\n"));
  });

  it("is for each stack whether this commit goes there, and why", () => {
    const text = ciDeploysText([
      {
        stack: "staging",
        isDue: true,
        because: "the program has changed since its last deployment: components/web-service.ts",
      },
      { stack: "production", isDue: false, because: "neither its file nor the program has changed" },
    ]);
    assert.deepEqual(tooLong(text), []);
    assert.equal(
      text,
      "deploy  staging: the program has changed since its last deployment: components/web-service.ts\n" +
        "leave   production: neither its file nor the program has changed\n",
    );
  });
});
