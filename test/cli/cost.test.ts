import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { slipway } from "../support/slipway.ts";
import { checkout } from "../support/stack-files.ts";

describe("slipway cost", () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "slipway-cost-"));
    for (const file of ["Pulumi.yaml", "Pulumi.staging.yaml", "Pulumi.production.yaml"]) {
      cpSync(join(checkout, file), join(folder, file));
    }
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  const limited = (usd: number) => {
    const text = readFileSync(join(checkout, "Pulumi.staging.yaml"), "utf8");
    const file = join(folder, "Pulumi.staging.yaml");
    writeFileSync(
      file,
      text.replace("slipway:environment:\n", `slipway:environment:\n    cost: {maxMonthlyUsd: ${usd}}\n`),
    );
    return file;
  };

  it("shows a line a thing with its three numbers, the sum, and what was guessed", async () => {
    const { code, stdout, stderr } = await slipway(["cost"]);
    assert.deepEqual([code, stderr], [0, ""]);
    assert.match(stdout, /^staging: eu-north-1, without tax, in whole dollars: each number is rounded by itself\n/);
    assert.match(stdout, /\nnetwork +1 NAT gateway, traffic +\d+ +\d+ +\d+\n/);
    assert.match(stdout, /\ntotal +\d+ +\d+ +\d+\n/);
    assert.match(stdout, /\n\d+ of \d+ prices are unverified: /);
    assert.match(stdout, /\n {2}5 \/ 30 \/ 200 GiB through the NAT gateways\n/);
    assert.doesNotMatch(stdout, /file system|Spot/, "a guess that nothing in the stack needs");
  });

  it("names what has two lines once, since the second is of the same", async () => {
    const { stdout } = await slipway(["cost", "production"]);
    assert.match(stdout, /\nedge +load balancer .*\n {9}web application firewall /);
  });

  it("gives the same as JSON", async () => {
    const { code, stdout } = await slipway(["cost", "production", "--json"]);
    assert.equal(code, 0);
    const { stack, total, lines, prices } = JSON.parse(stdout);
    assert.equal(stack, "production");
    assert.ok(total.low < total.expected && total.expected < total.high);
    assert.ok(lines.length > 5 && prices.used > prices.unverified);
  });

  it("shows where the money goes also when there is too much of it, and is refused then", async () => {
    const { code, stdout } = await slipway(["cost", limited(50)]);
    assert.equal(code, 2);
    assert.match(
      stdout,
      /\nover the limit of 50 USD \(environment\.cost\.maxMonthlyUsd\): plan, preview and up refuse it\n/,
    );
    const within = await slipway(["cost", limited(5000)]);
    assert.equal(within.code, 0);
    assert.match(within.stdout, /\nwithin the limit of 5000 USD /);
  });

  it("stops a plan over the limit, and says what costs most", async () => {
    const { code, stdout, stderr } = await slipway(["plan", limited(50)]);
    assert.deepEqual([code, stdout], [1, ""]);
    assert.match(
      stderr,
      /environment\.cost\.maxMonthlyUsd 50: staging is estimated at \d+ USD a month; most of it: network \d+, /,
    );
  });
});
