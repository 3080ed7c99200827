import assert from "node:assert/strict";
import type { EngineStep } from "../../backend/engine-events.ts";
import { changesOf } from "../../delivery/change.ts";

const prefix = "urn:pulumi:staging::shop::";
const stack = `${prefix}pulumi:pulumi:Stack::shop-staging`;
const component = `${prefix}slipway:web-service:WebService::api`;

function step(op: string, name: string, own: Partial<EngineStep> = {}): EngineStep {
  const type = own.type ?? "aws:ecs/service:Service";
  const state = { custom: true, parent: component, inputs: { desiredCount: 2 } };
  return { op, type, urn: `${prefix}slipway:web-service:WebService$${type}::${name}`, old: state, new: state, ...own };
}

const parent: EngineStep = {
  op: "same",
  type: "slipway:web-service:WebService",
  urn: component,
  new: { custom: false, parent: stack },
};

describe("what the engine says of its steps", () => {
  it("becomes changes with their paths, what is most dangerous first", () => {
    const { changes, unchanged } = changesOf([
      parent,
      step("create", "new"),
      step("update", "changed", { detailedDiff: { desiredCount: {}, "tags.app": {} } }),
      step("delete", "gone", { new: null }),
      step("same", "kept"),
      step("refresh", "read"),
    ]);
    assert.deepEqual(
      changes.map(({ op, path, properties }) => [op, path, properties]),
      [
        ["delete", "api/gone", []],
        ["update", "api/changed", ["desiredCount", "tags.app"]],
        ["create", "api/new", []],
      ],
    );
    assert.equal(unchanged, 1);
  });

  it("is one change where the engine replaces in three steps, and a deletion where only the old one is left", () => {
    const three = ["create-replacement", "replace", "delete-replaced"].map((op) => step(op, "one"));
    const { changes } = changesOf([parent, ...three, step("delete-replaced", "old")]);
    assert.deepEqual(
      changes.map(({ op, path }) => `${op} ${path}`),
      ["delete api/old", "replace api/one"],
    );
  });

  it("has another fingerprint with another value, which the names of the properties do not show", () => {
    const [two, three] = [2, 3].map((desiredCount) => {
      const next = { custom: true, parent: component, inputs: { desiredCount } };
      return changesOf([parent, step("update", "one", { new: next, diffs: ["desiredCount"] })]).changes[0];
    });
    assert.deepEqual(two?.properties, three?.properties);
    assert.notEqual(two?.fingerprint, three?.fingerprint);
  });

  it("has the same fingerprint where only that has moved which stays as it is: tasks come and go while one waits for approval", () => {
    const seen = [2, 5].map((desiredCount) => {
      const state = (taskDefinition: string) => ({
        custom: true,
        parent: component,
        inputs: { desiredCount, taskDefinition },
      });
      const own = { old: state("api:1"), new: state("api:2"), diffs: ["taskDefinition"] };
      return changesOf([parent, step("update", "one", own)]).changes[0]?.fingerprint;
    });
    assert.equal(seen[0], seen[1]);
    const [small, large] = [256, 512].map((cpu) => {
      const own = { old: null, new: { custom: true, parent: component, inputs: { cpu } } };
      return changesOf([parent, step("create", "one", own)]).changes[0]?.fingerprint;
    });
    assert.notEqual(small, large, "of what is new all counts");
  });

  it("leaves out what GitHub hides from a token that only reads, where nothing else differs", () => {
    const type = "github:index/repositoryRuleset:RepositoryRuleset";
    const seen = (...diffs: string[]) => changesOf([parent, step("update", "branches", { type, diffs })]).changes;
    assert.deepEqual(seen("bypassActors[0]", "bypassActors[1].actorId"), []);
    assert.equal(seen("bypassActors[0]", "enforcement").length, 1);
    assert.equal(changesOf([parent, step("create", "branches", { type })]).changes.length, 1);
    const repository = "github:index/repository:Repository";
    const merging = (...diffs: string[]) =>
      changesOf([parent, step("update", "repository", { type: repository, diffs })]).changes;
    assert.deepEqual(
      merging("allowAutoMerge", "allowSquashMerge", "deleteBranchOnMerge", "squashMergeCommitTitle"),
      [],
    );
    assert.equal(merging("allowAutoMerge", "hasIssues").length, 1);
  });
});
