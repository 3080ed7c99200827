import assert from "node:assert/strict";
import { stripVTControlCharacters } from "node:util";
import type { EngineEvent, StepEventMetadata } from "@pulumi/pulumi/automation/index.js";
import { treeText } from "../../cli/live-tree.ts";
import { Branches } from "../../sandbox/run/branches.ts";
import { RunLog } from "../../sandbox/run/events.ts";

const stack = "urn:pulumi:staging::shop::pulumi:pulumi:Stack::shop-staging";
const urnOf = (name: string, type: string) => `urn:pulumi:staging::shop::${type}::${name}`;
const component = (name: string, parent = stack) => at(urnOf(name, "slipway:some:Component"), parent, false);
const resource = (name: string, parent: string) => at(urnOf(name, "aws:some/thing:Thing"), parent, true);

/** What the engine tells of one resource at the time that is set before. */
function at(urn: string, parent: string, custom: boolean) {
  const of = (op: string) =>
    ({ op, urn, type: urn.split("::")[2], new: { urn, parent, custom } }) as unknown as StepEventMetadata;
  return {
    urn,
    begins: { resourcePreEvent: { metadata: of("create") } } as EngineEvent,
    ends: (op = "create") => ({ resOutputsEvent: { metadata: of(op) } }) as EngineEvent,
    fails: { resOpFailedEvent: { metadata: of("create"), status: 0, steps: 0 } } as EngineEvent,
    says: (message: string) => ({ diagnosticEvent: { urn, message, color: "", severity: "error" } }) as EngineEvent,
  };
}

/** A run whose clock is set by hand. */
class Run {
  now = 0;
  readonly log = new RunLog();
  readonly branches = new Branches(() => this.now);
  readonly line = (sentence = "") => `  up  ${sentence}`;

  take(seconds: number, ...events: readonly EngineEvent[]): void {
    this.now = seconds * 1000;
    for (const event of events) {
      this.log.take(event);
      this.branches.take(event);
    }
  }

  text(rows = 24, columns = 80): string[] {
    return stripVTControlCharacters(treeText(this, { rows, columns, now: this.now })).split("\n");
  }
}

describe("the live tree of a run", () => {
  const network = component("network");
  const api = component("api");
  const firewall = component("api-firewall", api.urn);
  const subnet = resource("network-subnet", network.urn);
  const rule = resource("api-firewall-rule", firewall.urn);
  const service = resource("api-service", api.urn);

  it("closes a component when nothing of it is under way, and names what is being made in the others", () => {
    const run = new Run();
    run.take(0, network.begins, network.ends(), subnet.begins, api.begins, api.ends(), firewall.begins);
    run.take(2, subnet.ends(), rule.begins);
    run.take(3, rule.ends(), service.begins);
    run.take(7);
    assert.deepEqual(run.text(), [
      "  up  2 created",
      "  ✓ network    2.0 s  1 created",
      "  ⠋ api        5.0 s  1 created",
      "      api-service, 4 s",
    ]);
  });

  it("leaves a component open that failed, with what the engine said of it, in a line of the terminal", () => {
    const run = new Run();
    run.take(0, api.begins, api.ends(), service.begins);
    run.take(4, service.says("1 error occurred:\n\t* the task ended:\n exit code 1"), service.fails);
    assert.deepEqual(run.text(), [
      "  up  starting",
      "  ✗ api    0.0 s",
      "      api-service: the task ended: exit code 1",
    ]);
    assert.ok(run.text(24, 40).every((line) => line.length <= 40));
    assert.equal(run.text(24, 40).at(-1), "      api-service: the task ended: exit…");
  });

  it("counts as unchanged what was read and then found the same, because a preview does both", () => {
    const run = new Run();
    run.take(0, network.begins, network.ends("same"), subnet.ends("refresh"));
    assert.equal(run.text().at(-1), "  ✓ network    0.0 s  1 read");
    run.take(1, subnet.ends("same"));
    assert.equal(run.text().at(-1), "  ✓ network    1.0 s  1 unchanged");
  });

  it("says how many components are done where a line each does not fit, so that what is under way stays in sight", () => {
    const run = new Run();
    for (let at = 0; at < 20; at++) {
      const one = component(`done-${at}`);
      run.take(at, one.begins, one.ends(), resource(`done-${at}-thing`, one.urn).begins);
      run.take(at, resource(`done-${at}-thing`, one.urn).ends());
    }
    run.take(20, api.begins, service.begins);
    run.take(21);
    const text = run.text(10);
    assert.deepEqual(text, [
      "  up  20 created",
      "  ✓ 20 components are done",
      "  ⠋ api        1.0 s",
      "      api-service, 1 s",
    ]);
  });

  it("keeps in sight what has failed, however much is under way", () => {
    const run = new Run();
    for (let at = 0; at < 20; at++) {
      const one = component(`busy-${at}`);
      run.take(0, one.begins, one.ends(), resource(`busy-${at}-thing`, one.urn).begins);
    }
    run.take(0, api.begins, api.ends(), service.begins);
    run.take(1, service.says("no capacity"), service.fails);
    assert.deepEqual(run.text(10).slice(1, 4), [
      "  ✓ 0 components are done",
      "  ✗ api        0.0 s",
      "      api-service: no capacity",
    ]);
    assert.equal(run.text(10).length, 9);
  });

  it("names few of many that are made at once, so that one component does not hide the others", () => {
    const run = new Run();
    run.take(0, network.begins, ...Array.from({ length: 7 }, (_, at) => resource(`subnet-${at}`, network.urn).begins));
    assert.deepEqual(run.text().slice(-2), ["      subnet-3, 0 s", "      and 3 more"]);
  });

  it("groups by the component at the top, also when a destroy comes to the parts first", () => {
    const run = new Run();
    run.take(0, service.begins);
    run.take(1, service.ends("delete"));
    assert.deepEqual(run.text(), ["  up  1 deleted", "  ✓ api    1.0 s  1 deleted"]);
  });
});
