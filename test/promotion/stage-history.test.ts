import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Pulumi } from "../../backend/pulumi.ts";
import { UserError } from "../../lib/user-error.ts";
import { type Freight, freightOf } from "../../promotion/freight.ts";
import type { StageHistory } from "../../promotion/history/deployment.ts";
import { findDeployment, newestVerified, stageHistory } from "../../promotion/history/stage-history.ts";
import { programAt } from "../../promotion/program.ts";
import type { ReadRecords, ReleaseRecord } from "../../promotion/records/record.ts";

const app = { name: "shop" };
const environment = { profile: "staging" };
const release = (version: string) => ({ version, images: {} });
/** Hours of one day, since nothing here takes longer. */
const at = (hour: number) => `2026-11-21T${`${hour}`.padStart(2, "0")}:00:00.000Z`;
const by = "Ada <ada@example.com>";

describe("the history of a stage", () => {
  let root: string;
  let head: string;
  const git = (...args: string[]) =>
    execFileSync("git", ["-c", "user.name=test", "-c", "user.email=test@example.com", ...args], {
      cwd: root,
      encoding: "utf8",
    }).trim();
  const commit = (text: string): string => {
    writeFileSync(join(root, "index.ts"), text);
    git("add", "--all");
    git("commit", "--quiet", "--message", text);
    return git("rev-parse", "HEAD");
  };
  before(() => {
    root = mkdtempSync(join(realpathSync(tmpdir()), "slipway-stage-"));
    git("init", "--quiet", "--initial-branch", "main");
    head = commit("one");
  });
  after(() => rmSync(root, { recursive: true }));

  interface Own {
    readonly kind?: string;
    readonly result?: string;
    readonly endTime?: undefined;
    readonly environment?: object;
    readonly config?: object;
  }

  /** An update that ended at an hour. */
  const update = (hour: number, version: string, { environment: variables, config, ...own }: Own = {}) => ({
    version: 0,
    kind: "update",
    result: "succeeded",
    startTime: at(hour),
    endTime: at(hour),
    message: "change",
    environment: { "git.head": head, "git.dirty": "false", "git.author": "Grace", ...variables },
    config: Object.fromEntries(
      Object.entries({ app, release: release(version), environment, ...config }).map(([key, objectValue]) => [
        `slipway:${key}`,
        { value: JSON.stringify(objectValue), objectValue, secret: false },
      ]),
    ),
    ...own,
  });
  const freight = async (version: string): Promise<Freight> =>
    freightOf({ app, release: release(version), program: await programAt(root, head) });

  interface Given {
    /** The oldest first. */
    readonly updates?: readonly object[];
    readonly records?: readonly ReleaseRecord[];
    readonly damaged?: ReadRecords["damaged"];
    readonly pending?: readonly object[];
    readonly pulumi?: Pulumi;
  }

  function read({ updates = [], records = [], damaged = [], pending = [], pulumi }: Given): Promise<StageHistory> {
    const answers: Readonly<Record<string, unknown>> = {
      history: updates.toReversed(),
      export: { version: 3, deployment: { resources: [], pending_operations: pending } },
    };
    const located = { root, project: "shop", stack: "staging", file: join(root, "Pulumi.staging.yaml"), worldFile: "" };
    return stageHistory({
      located,
      repository: { top: root },
      folder: "",
      pulumi: pulumi ?? (async (args) => JSON.stringify(answers[args[1] ?? ""])),
      records: { read: async () => ({ records, damaged }), append: () => assert.fail("it was written") },
      isSandbox: false,
    });
  }

  const verification = (event: "verified" | "failed", id: string, number: number, hour: number): ReleaseRecord => ({
    event,
    id,
    at: at(hour),
    by,
    update: number,
    checks: [],
  });

  it("is what Pulumi wrote down, the newest first, with the freight of each", async () => {
    const { deployments, nothing } = await read({ updates: [update(1, "1"), update(2, "2")] });
    const common = { commit: head, commitBy: "Grace", isClean: true, environment };
    assert.deepEqual(deployments, [
      { update: 2, at: at(2), ...common, freight: await freight("2") },
      { update: 1, at: at(1), ...common, freight: await freight("1") },
    ]);
    assert.equal(nothing, undefined);
  });

  it("has only updates that ended well, and says what came after them", async () => {
    const failed = { result: "failed" };
    const refresh = update(3, "2", { kind: "refresh" });
    const before = [update(1, "1"), { ...update(2, "2", failed), startTime: at(1) }, refresh];
    const one = await read({ updates: before });
    assert.deepEqual(
      one.deployments.map((deployment) => deployment.update),
      [1],
    );
    assert.equal(one.unsettled, `update 2 failed at ${at(2)}: what runs may be of both`);
    const destroyed = await read({ updates: [...before, update(4, "2", { kind: "destroy" })] });
    assert.equal(destroyed.unsettled, `it was destroyed at ${at(4)}`);
    const running = await read({
      updates: [update(1, "1"), update(2, "2", { result: "in-progress", endTime: undefined })],
    });
    assert.equal(running.unsettled, `update 2 has been running since ${at(2)}`);
    const mended = await read({ updates: [...before, update(4, "2")] });
    assert.equal(mended.unsettled, undefined);
  });

  describe("says why it is not known what was deployed", () => {
    const cases: readonly (readonly [string, () => object, string])[] = [
      [
        "of uncommitted files",
        () => ({ environment: { "git.dirty": "true" } }),
        "it was deployed with changes that were not committed: commit them, and deploy again",
      ],
      [
        "without a repository",
        () => ({ environment: { "git.head": undefined } }),
        "it was not deployed from a git repository: deploy from a clone",
      ],
      [
        "of a commit that is not here",
        () => ({ environment: { "git.head": "0".repeat(40) } }),
        `commit ${"0".repeat(40)} is not in this clone: git fetch --unshallow, or git fetch, brings it`,
      ],
      [
        "of chosen resources",
        () => ({ environment: { "pulumi.flag.target": "set" } }),
        "it was of some resources alone (--target or --exclude): run pulumi up without that",
      ],
      [
        "with a release that is none",
        () => ({ config: { release: "1" } }),
        "its configuration has no slipway:app and slipway:release that can be read",
      ],
    ];
    for (const [what, own, why] of cases) {
      it(`${what}, because it can then be neither verified nor promoted`, async () => {
        const history = await read({
          updates: [update(1, "1", own())],
          records: [verification("verified", (await freight("1")).id, 1, 2)],
        });
        const [deployment] = history.deployments;
        assert.deepEqual([deployment?.unknown, deployment?.freight, deployment?.verdict], [why, undefined, undefined]);
        assert.deepEqual(
          history.disbelieved.map((one) => one.why),
          [`what update 1 deployed is not known: ${why}`],
        );
        assert.equal(newestVerified(history), undefined);
      });
    }
  });

  it("knows a rollback by its release, and its freight without that", async () => {
    const { id } = await freight("1");
    const back = update(3, "1", { config: { release: { ...release("1"), rollbackOf: id } } });
    const { deployments } = await read({ updates: [update(1, "1"), update(2, "2"), back] });
    assert.equal(deployments[0]?.rollbackOf, id);
    assert.deepEqual(deployments[0]?.freight, deployments[2]?.freight);
  });

  it("takes the newest word on a freight, since when the word is the same: a soak is not begun anew each hour", async () => {
    const { id } = await freight("1");
    const words = (["verified", "failed", "verified", "verified"] as const).map((event, index) =>
      verification(event, id, 1, 2 + index),
    );
    const verdictAfter = async (count: number) => {
      const { deployments } = await read({ updates: [update(1, "1")], records: words.slice(0, count) });
      const { verdict } = deployments[0] ?? assert.fail();
      return verdict && [verdict.is, verdict.record.at, verdict.since];
    };
    assert.equal(await verdictAfter(0), undefined);
    assert.deepEqual(await verdictAfter(1), ["verified", at(2), at(2)]);
    assert.deepEqual(await verdictAfter(2), ["failed", at(3), at(3)]);
    assert.deepEqual(await verdictAfter(4), ["verified", at(5), at(4)]);
  });

  it("gives a freight that was deployed twice one word, because it is the freight that is good", async () => {
    const { id } = await freight("1");
    const updates = [update(1, "1"), update(3, "2"), update(5, "1")];
    const { deployments } = await read({ updates, records: [verification("verified", id, 1, 2)] });
    assert.deepEqual(
      deployments.map(({ verdict }) => verdict?.is),
      ["verified", undefined, "verified"],
    );
  });

  it("keeps beside it what was found of each update, because the newest word on the freight rewrites no earlier one", async () => {
    const { id } = await freight("1");
    const updates = [update(1, "1"), update(3, "2"), update(5, "1")];
    const records = [verification("verified", id, 1, 2), verification("failed", id, 3, 6)];
    const { deployments } = await read({ updates, records });
    assert.deepEqual(
      deployments.map(({ verdict, found }) => [verdict?.is, found?.event]),
      [
        ["failed", "failed"],
        [undefined, undefined],
        ["failed", "verified"],
      ],
    );
  });

  describe("does not believe", () => {
    it("a record of an update that Pulumi does not have, because whoever may push may write any line", async () => {
      const { id } = await freight("1");
      const forged = [verification("verified", id, 2, 3), verification("verified", "f".repeat(64), 1, 3)];
      const history = await read({ updates: [update(1, "1")], records: forged });
      assert.deepEqual(history.disbelieved, [
        { record: forged[0], why: "Pulumi's history has no update 2 that ended well" },
        { record: forged[1], why: `update 1 deployed ${id.slice(0, 12)}` },
      ]);
      assert.equal(newestVerified(history), undefined);
    });

    it("a record of an update that failed", async () => {
      const { id } = await freight("1");
      const updates = [update(1, "1", { result: "failed" })];
      const history = await read({ updates, records: [verification("verified", id, 1, 3)] });
      assert.equal(history.disbelieved.length, 1);
    });

    it("a record that is older than its update, as those of a stack that was removed and made again", async () => {
      const { id } = await freight("1");
      const early = verification("verified", id, 1, 4);
      const history = await read({ updates: [update(5, "1")], records: [early] });
      assert.deepEqual(history.disbelieved, [{ record: early, why: `update 1 ended later, at ${at(5)}` }]);
      assert.equal(history.deployments[0]?.verdict, undefined);
      const late = await read({ updates: [update(5, "1")], records: [verification("verified", id, 1, 5)] });
      assert.equal(late.deployments[0]?.verdict?.is, "verified");
    });

    it("a deployment of another commit", async () => {
      const { id } = await freight("1");
      const record: ReleaseRecord = { event: "deployed", id, at: at(2), by, update: 1, commit: "0".repeat(40) };
      const { disbelieved } = await read({ updates: [update(1, "1")], records: [record] });
      assert.deepEqual(disbelieved, [{ record, why: `update 1 was of commit ${head}` }]);
    });
  });

  it("names the author of the commit also after a verification, whose record is written by whoever verifies", async () => {
    const { id } = await freight("1");
    const record: ReleaseRecord = { event: "deployed", id, at: at(2), by, update: 1, commit: head };
    const { deployments, disbelieved } = await read({ updates: [update(1, "1")], records: [record] });
    assert.deepEqual([deployments[0]?.commitBy, disbelieved], ["Grace", []]);
  });

  it("keeps a rejection, whatever is verified or forced later: only another freight is promoted without force", async () => {
    const { id } = await freight("1");
    const rejected: ReleaseRecord = { event: "rejected", id, at: at(3), by, reason: "errors" };
    const forced: ReleaseRecord = {
      event: "forced",
      id,
      at: at(4),
      by,
      gate: "rejected",
      reason: "it was the network",
    };
    const records = [verification("verified", id, 1, 2), rejected, forced, verification("verified", id, 1, 5)];
    const history = await read({ updates: [update(1, "1")], records });
    const [deployment] = history.deployments;
    assert.deepEqual([deployment?.rejected, deployment?.verdict?.is], [rejected, "verified"]);
    assert.deepEqual(history.forced, [forced]);
    assert.equal(newestVerified(history), undefined);
  });

  it("has the hold that stands, until it is lifted", async () => {
    const { id } = await freight("1");
    const held = (hour: number): ReleaseRecord => ({ event: "held", id, at: at(hour), by, reason: "incident" });
    const unheld: ReleaseRecord = { event: "unheld", id, at: at(4), by };
    const heldIn = async (records: readonly ReleaseRecord[]) =>
      (await read({ updates: [update(1, "1")], records })).held;
    assert.equal((await heldIn([held(2), held(3)]))?.at, at(3));
    assert.equal(await heldIn([held(2), unheld]), undefined);
    assert.equal((await heldIn([held(2), unheld, held(5)]))?.at, at(5));
  });

  it("has what an interrupted update left, and the lines that are damaged", async () => {
    const resource = { urn: "urn:pulumi:staging::shop::t::a", type: "t" };
    const damaged = [{ line: 3, says: "is no JSON" }];
    const history = await read({ updates: [update(1, "1")], damaged, pending: [{ resource, type: "creating" }] });
    assert.deepEqual([history.pendingOperations, history.damaged], [1, damaged]);
  });

  describe("of a stage that was never deployed", () => {
    it("says that nothing ended well yet", async () => {
      const { nothing, deployments } = await read({ updates: [update(1, "1", { result: "failed" })] });
      assert.deepEqual([nothing, deployments], ["no update of staging has ended well yet", []]);
    });

    it("says that there is no stack, or no sandbox", async () => {
      const noStack = async () =>
        Promise.reject(new Error("pulumi stack history failed: error: no stack named 'staging' found"));
      assert.equal((await read({ pulumi: noStack })).nothing, "Pulumi has no stack staging");
      const never = async () => Promise.reject(new UserError("staging was never brought up in the sandbox"));
      assert.equal((await read({ pulumi: never })).nothing, "staging was never brought up in the sandbox");
    });

    it("is not what a backend that cannot be asked is taken for, because a rollback would believe it", async () => {
      const denied = async () => Promise.reject(new Error("pulumi stack history failed: AccessDenied"));
      await assert.rejects(read({ pulumi: denied }), {
        name: "UserError",
        message: "what was deployed in staging cannot be read: pulumi stack history failed: AccessDenied",
      });
      const none = async () => Promise.reject(new Error("there is no pulumi on PATH"));
      await assert.rejects(read({ pulumi: none }), /there is no pulumi on PATH \(docs\/engine\.md .* --sandbox\)$/);
    });
  });

  describe("is asked for a deployment", () => {
    it("by the newest that is verified and not rejected", async () => {
      const ids = await Promise.all(["1", "2", "3", "4"].map(async (version) => (await freight(version)).id));
      const [one = "", two = "", three = ""] = ids;
      const history = await read({
        updates: [update(1, "1"), update(2, "2"), update(3, "3"), update(4, "4")],
        records: [
          verification("verified", one, 1, 5),
          verification("verified", two, 2, 5),
          verification("verified", three, 3, 5),
          { event: "rejected", id: three, at: at(6), by, reason: "errors" },
        ],
      });
      assert.equal(newestVerified(history)?.update, 2);
    });

    it("by an id or its beginning, which is the newest deployment of that freight", async () => {
      const { id } = await freight("1");
      const history = await read({ updates: [update(1, "1"), update(2, "2"), update(3, "1")] });
      for (const start of [id, id.slice(0, 12), id.slice(0, 12).toUpperCase()]) {
        assert.equal(findDeployment(history, start).update, 3);
      }
    });

    it("by one that is not there or means several, and tells what there is", async () => {
      const [one, two] = [await freight("1"), await freight("2")];
      const records = [verification("verified", one.id, 1, 5)];
      const history = await read({ updates: [update(1, "1"), update(2, "2"), update(3, "1")], records });
      const list = [
        `  ${one.id.slice(0, 12)}  update 3, verified`,
        `  ${two.id.slice(0, 12)}  update 2, not verified`,
      ].join("\n");
      assert.throws(() => findDeployment(history, "xyz"), {
        message: `"xyz" was never deployed in staging: name one of\n${list}`,
      });
      assert.throws(() => findDeployment(history, ""), {
        message: `"" is how several ids begin: name one of\n${list}`,
      });
      const nothing = await read({});
      assert.throws(() => findDeployment(nothing, "xyz"), {
        message: '"xyz" was never deployed in staging, nor anything else of which it is known what it was',
      });
    });
  });
});
