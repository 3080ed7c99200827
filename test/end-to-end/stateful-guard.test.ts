import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { parseDocument } from "yaml";
import type { GuardResult } from "../../cli/actions/guard.ts";
import { describeOnEngine } from "../support/end-to-end/engine.ts";
import { ProjectCopy } from "../support/end-to-end/project-copy.ts";
import { changes, up } from "../support/end-to-end/steps.ts";

const project = "harbour";
const file = "Pulumi.production.yaml";
const urnOf = (component: string, type: string, name: string) =>
  `urn:pulumi:production::harbour::slipway:${component}$${type}::${name}`;
const databaseUrn = urnOf("database:Database", "aws:rds/instance:Instance", "main-instance");
const logsUrn =
  "urn:pulumi:production::harbour::slipway:load-balancer:LoadBalancer$slipway:access-logs:AccessLogs$aws:s3/bucket:Bucket::edge-logs-bucket";

describeOnEngine("what holds data in production", () => {
  let copy: ProjectCopy;
  let asItWas: string;
  before(() => {
    copy = new ProjectCopy();
    asItWas = copy.read(file);
  });
  after(() => copy.remove());

  const stateFile = () => copy.path(".slipway", project, "backend", ".pulumi", "stacks", project, "production.json");
  const app = (...path: string[]) => ["config", "slipway:app", ...path];
  const environment = (...path: string[]) => ["config", "slipway:environment", ...path];

  /** Of the state and the account: the instances, caches and VPCs that are there. */
  function held(): string[] {
    const types = /:(Instance|ReplicationGroup|Vpc)$/;
    return copy
      .inAccounts(project)
      .filter(({ type }) => types.test(type))
      .map(({ type, id }) => `${type.split(":").at(-1)} ${id}`)
      .sort();
  }

  async function guard(code: number): Promise<GuardResult> {
    const ran = await copy.slipway(["guard", "production", "--sandbox", "--json"]);
    assert.equal(ran.code, code, ran.stderr || ran.stdout);
    return JSON.parse(ran.stdout);
  }

  /** What an `up` without a preview says as it fails; all that holds data must still be there. */
  async function refusedUp(): Promise<string> {
    const before = held();
    const { code, stderr } = await copy.slipway(["sandbox", "up", "production"]);
    assert.equal(code, 1, stderr);
    assert.deepEqual(held(), before);
    return stderr;
  }

  /** Takes away the database and every use of it. */
  function withoutDatabase(): void {
    copy.edit(file, app("databases"), undefined);
    copy.edit(file, app("services", "api", "uses"), ["cache"]);
    copy.edit(file, app("services", "worker", "uses", "main"), undefined);
    copy.edit(file, app("jobs", "nightly", "uses"), undefined);
  }

  /** Has the program want a property that replaces the database. */
  function otherCharacterSet(): void {
    const override = {
      path: "main/main-instance",
      because: "somebody read that this is faster",
      props: { characterSetName: "UTF8" },
    };
    writeFileSync(copy.path("overrides.ts"), `export const overrides = ${JSON.stringify([override])};\n`);
  }

  function asBefore(): void {
    writeFileSync(copy.path("overrides.ts"), "export const overrides = [];\n");
    for (const [key, value] of Object.entries<object>(parseDocument(asItWas).toJS().config)) {
      copy.edit(file, ["config", key], value);
    }
  }

  it("stands after an up, whose commit and configuration Pulumi writes down for the guard", async () => {
    await up(copy, "production");
    const { comparedWith, refused, allowed } = await guard(0);
    assert.equal(comparedWith.commit, copy.git("rev-parse", "HEAD").trim());
    assert.match(comparedWith.why, /^the last update, of /);
    assert.deepEqual([refused, allowed], [[], []]);
    assert.equal(copy.git("status", "--porcelain"), "");
    assert.equal(copy.git("worktree", "list").trim().split("\n").length, 1);
  });

  it("is not replaced: the guard names the property, and the engine goes no further", async () => {
    otherCharacterSet();
    copy.edit(file, environment("network"), { cidr: "10.11.0.0/16" });
    const { refused } = await guard(2);
    assert.deepEqual(
      refused.map(({ path, change, causes }) => [path, change, causes[0]]),
      [
        ["main/main-instance", "replace", { property: "characterSetName", to: "UTF8" }],
        ["network/network-vpc", "replace", { property: "cidrBlock", from: "10.10.0.0/16", to: "10.11.0.0/16" }],
      ],
    );
    assert.match(await refusedUp(), /unable to replace resource "urn:\S+(main-instance|network-vpc)"/);
  });

  it("is not deleted: with a preview nothing at all is touched", async () => {
    asBefore();
    withoutDatabase();
    const { refused } = await guard(2);
    assert.deepEqual(
      refused.map(({ urn, change, newcomers }) => ({ urn, change, newcomers })),
      [{ urn: databaseUrn, change: "delete", newcomers: [] }],
    );
    const state = readFileSync(stateFile(), "utf8");
    const { code, stdout } = await copy.slipway([
      ...["sandbox", "--", "pulumi", "up", "--yes", "--non-interactive", "--stack", "production"],
    ]);
    assert.notEqual(code, 0);
    assert.match(stdout, /main-instance" cannot be deleted/);
    assert.equal(readFileSync(stateFile(), "utf8"), state);
  });

  it("loses its protections when the place names it, Pulumi's and AWS's, and nothing else is touched", async () => {
    asBefore();
    copy.edit(file, environment("allowReplace"), [databaseUrn, logsUrn]);
    const first = await up(copy, "production");
    // The name of its final snapshot is another one with each step, since a snapshot's name is taken for ever.
    assert.deepEqual(changes(first.steps), ["replace main-final", "update edge-logs-bucket", "update main-instance"]);
  });

  it("goes with the second up; what took its place is protected again when the lines are gone", async () => {
    otherCharacterSet();
    copy.edit(file, environment("edge"), { accessLogs: false });
    const { refused, allowed } = await guard(0);
    assert.deepEqual(refused, []);
    assert.deepEqual(
      allowed.map(({ urn, change }) => [urn, change]),
      [
        [databaseUrn, "replace"],
        [logsUrn, "delete"],
      ],
    );
    const second = changes((await up(copy, "production")).steps);
    assert.ok(
      second.includes("replace main-instance") && second.includes("delete edge-logs-bucket"),
      second.join(", "),
    );
    copy.edit(file, environment("allowReplace"), undefined);
    const third = changes((await up(copy, "production")).steps);
    assert.deepEqual(third, ["replace main-final", "update main-instance"]);
  });

  it("does not go under a new name: the guard says what looks the same, and without a preview no data is lost", async () => {
    asBefore();
    withoutDatabase();
    copy.edit(file, app("databases", "orders"), { engine: "postgres", version: "17" });
    copy.edit(file, environment("edge"), { accessLogs: false });
    const { refused } = await guard(2);
    assert.deepEqual(
      refused.map(({ urn, newcomers }) => ({ urn, newcomers })),
      [{ urn: databaseUrn, newcomers: ["orders/orders-instance"] }],
    );
    const before = held();
    const { code, stderr } = await copy.slipway(["sandbox", "up", "production"]);
    assert.equal(code, 1);
    assert.match(stderr, /main-instance" cannot be deleted/);
    assert.deepEqual(
      before.filter((one) => !held().includes(one)),
      [],
    );
  });
});
