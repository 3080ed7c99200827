import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { planCandidate } from "../../promotion/effects/candidate.ts";
import { locateUnchecked } from "../../sandbox/run/locate.ts";
import { checkout } from "../support/stack-files.ts";

const digest = `sha256:${"a".repeat(64)}`;

describe("a stack file that is not written yet", () => {
  let root: string;
  before(() => {
    root = mkdtempSync(join(realpathSync(tmpdir()), "slipway-candidate-"));
    cpSync(join(checkout, "test", "promotion", "harbour"), root, { recursive: true });
  });
  after(() => rmSync(root, { recursive: true, force: true }));

  const file = () => join(root, "Pulumi.production.yaml");
  const text = () => readFileSync(file(), "utf8");
  const candidate = (changed: string) => planCandidate({ located: { ...locateUnchecked(file()), root } }, changed);

  it("is planned as if it stood there, and nothing of it stays", async () => {
    const was = text();
    const { plan, problems } = await candidate(was.replace(/api: sha256:\w+/, `api: ${digest}`));
    assert.deepEqual([problems, plan?.place.prefix], [[], "harbour-production"]);
    const task = plan?.resources.find(({ path }) => path === "api/api/api-definition");
    assert.match(String(task?.inputs.containerDefinitions), new RegExp(`harbour-api@${digest}`));
    assert.equal(text(), was);
    assert.deepEqual(readdirSync(join(root, ".slipway")), []);
  });

  it("is told with everything that is wrong with it, each with its key and its command", async () => {
    const changed = text()
      .replace("secrets: {SECRET_KEY: generated}", "secrets: {SECRET_KEY: generated, PAYMENTS_KEY: given}")
      .replace("slipway:environment:\n", "slipway:environment:\n    no-such-key: 1\n");
    const { plan, problems } = await candidate(changed);
    assert.equal(plan, undefined);
    assert.deepEqual(
      problems.map(({ key }) => key),
      ["slipway:environment.no-such-key", "slipway:secrets.PAYMENTS_KEY"],
    );
    assert.match(problems[1]?.says ?? "", /pulumi config set --stack production --secret/);
  });

  it("stands beside the other stack files as they are, since they share accounts", async () => {
    const { problems } = await candidate(text().replace('"222222222222"', '"111111111111"'));
    assert.match(problems.map(({ says }) => says).join("\n"), /production, staging share it/);
  });

  it("is a problem too where it is no YAML", async () => {
    const broken = await candidate("config: [");
    assert.deepEqual(
      broken.problems.map(({ key }) => key),
      [basename(file())],
    );
    assert.match(broken.problems[0]?.says ?? "", /is no YAML/);
  });

  it("can be asked for twice at once", async () => {
    const [one, other] = await Promise.all([candidate(text()), candidate(text().replace("max: 12", "max: 11"))]);
    assert.deepEqual([one.plan?.resources.length, one.problems], [other.plan?.resources.length, other.problems]);
    assert.notDeepEqual(one.plan, other.plan);
  });
});
