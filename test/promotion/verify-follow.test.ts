import assert from "node:assert/strict";
import type { Downstream } from "../../promotion/downstream.ts";
import { downstreamOf, inOrderOfPromotion } from "../../promotion/downstream.ts";
import type { Deployment } from "../../promotion/history/deployment.ts";
import type { ReleaseRecord } from "../../promotion/records/record.ts";
import { type FollowOptions, followUps, wantsRollback as wantsRollbackOf } from "../../promotion/verify/follow.ts";
import { recordsOf, writeDown } from "../../promotion/verify/record.ts";
import type { Verification } from "../../promotion/verify/verify.ts";
import { deployment, environment, VerifiedStage } from "./verified-stage.ts";

const check = { name: "steady", passed: true, says: "api 1 task" };
const found = (verdict: Verification["verdict"], own: Partial<Deployment> = {}): Verification => ({
  stack: "staging",
  isSandbox: false,
  deployment: deployment(own),
  checks: [check],
  verdict,
  hasWayBack: true,
  notes: [],
});
const id = deployment().freight?.id ?? "";
const verified = (own: Partial<Extract<ReleaseRecord, { event: "verified" }>> = {}) => ({
  event: "verified" as const,
  id,
  update: 7,
  at: "2026-11-21T12:30:00Z",
  by: "Ada",
  checks: [],
  ...own,
});
const verdictSince = (since: string, own: Parameters<typeof verified>[0] = {}) => ({
  verdict: { is: "verified", since, record: verified(own) } as const,
});

describe("what a verification leaves behind", () => {
  let place: VerifiedStage;
  beforeEach(() => {
    place = new VerifiedStage();
  });
  afterEach(() => place.remove());

  describe("in the records", () => {
    it("is what was deployed, and then what was found", async () => {
      assert.deepEqual(await recordsOf(place.stage, found("verified")), [
        { event: "deployed", id, update: 7, commit: deployment().commit },
        { event: "verified", id, update: 7, checks: [check] },
      ]);
    });

    it("holds no word on what could not be looked at, which is not a failure", async () => {
      const [, record] = await recordsOf(place.stage, {
        ...found("failed"),
        checks: [
          { ...check, passed: false },
          { ...check, passed: false, couldNotLook: true },
        ],
      });
      assert.ok(record?.event === "failed");
      assert.deepEqual(Object.keys(record.checks[1] ?? {}), ["name", "passed", "says"]);
    });

    it("holds the first line of a check: what a task has logged is no evidence, and stays where it was logged", async () => {
      const checks = [{ ...check, passed: false, says: "it did not end well\nlast log lines:\n  password=1" }];
      const [, record] = await recordsOf(place.stage, { ...found("failed"), checks });
      assert.ok(record?.event === "failed");
      assert.equal(record.checks[0]?.says, "it did not end well");
    });

    it("that cannot be written are told, so that what was found is not lost", async () => {
      assert.deepEqual(await writeDown(place.stage, found("verified")), { wrote: ["deployed", "verified"] });
      const append = () => Promise.reject(new Error("the branch is protected"));
      const stage = { records: { ...place.stage.records, append } };
      assert.deepEqual(await writeDown(stage, found("failed")), { wrote: [], notWritten: "the branch is protected" });
    });

    it("is nothing where the newest word on that update is the same, so that it can run on a schedule", async () => {
      const known = verdictSince("2026-11-21T12:30:00Z");
      assert.deepEqual(await recordsOf(place.stage, found("verified", known)), []);
      const events = async (verification: Verification) =>
        (await recordsOf(place.stage, verification)).map(({ event }) => event);
      assert.deepEqual(await events(found("failed", known)), ["deployed", "failed"]);
      const ofAnother = verdictSince("2026-11-21T11:30:00Z", { update: 6 });
      assert.deepEqual(await events(found("verified", ofAnother)), ["deployed", "verified"]);
    });

    it("names an update as deployed once, and again where a stack that was made anew has the same number", async () => {
      const deployed = { event: "deployed", id, update: 7, by: "Ada", commit: "0123" } as const;
      place.records.push({ ...deployed, at: "2026-11-21T12:05:00Z" });
      assert.deepEqual(
        (await recordsOf(place.stage, found("verified"))).map(({ event }) => event),
        ["verified"],
      );
      place.records[0] = { ...deployed, at: "2026-10-01T12:05:00Z" };
      assert.equal((await recordsOf(place.stage, found("verified"))).length, 2);
    });

    for (const verdict of ["unknown", "unsettled"] as const) {
      it(`is nothing where it is ${verdict}`, async () => {
        assert.deepEqual(await recordsOf(place.stage, found(verdict)), []);
      });
    }
  });

  describe("to do", () => {
    const now = new Date("2026-11-21T13:00:00Z");
    const production: Downstream = {
      stack: "production",
      file: "Pulumi.production.yaml",
      auto: false,
      soakMinutes: 0,
    };
    const refusing = {
      promote: () => assert.fail("it opens no promotion"),
      rollBack: () => assert.fail("it rolls nothing back"),
    };
    const follow = (
      verification: Verification,
      downstream: Partial<Downstream>[],
      options: Partial<FollowOptions> = {},
      followers: Partial<Parameters<typeof followUps>[4]> = {},
    ) =>
      followUps(
        place.stage,
        verification,
        downstream.map((one) => ({ ...production, ...one })),
        { now, isPullRequest: false, isDryRun: false, ...options },
        { ...refusing, ...followers },
      );
    const soaking = found("verified", verdictSince("2026-11-21T12:30:00Z"));

    it("is the promotion, with the command", async () => {
      const [first] = await follow(found("verified"), [{}]);
      assert.equal(first?.says, "production: it may be promoted now");
      assert.match(first?.command ?? "", /^npx slipway promote \S*staging\S* \S*production\S*$/);
    });

    it("is the promotion from when its soak is over, which counts from the first time that it was verified", async () => {
      const says = "it may be promoted from 2026-11-21T13:30:00.000Z (soak of 60 minutes)";
      assert.equal((await follow(soaking, [{ soakMinutes: 60 }]))[0]?.says, `production: ${says}`);
      const begun = found("verified", verdictSince("2026-11-21T12:29:01Z"));
      assert.equal(
        (await follow(begun, [{ soakMinutes: 60 }]))[0]?.says,
        `production: ${says}`,
        "in the minute before it is refused",
      );
      assert.equal((await follow(soaking, [{ soakMinutes: 30 }]))[0]?.says, "production: it may be promoted now");
      const fresh = await follow(found("verified"), [{ soakMinutes: 30, auto: true }], { isPullRequest: true });
      assert.match(fresh[0]?.says ?? "", /the promotion opens with the first verification after 2026-11-21T13:30/);
    });

    it("opens by itself where production wants that, as a pull request and after its soak", async () => {
      const opened: string[] = [];
      const promote = async ({ stack }: Downstream) => {
        opened.push(stack);
        return "its promotion is open: https://github.com/acme/shop/pull/1";
      };
      const auto = [{ auto: true, soakMinutes: 30 }];
      const done = await follow(soaking, auto, { isPullRequest: true }, { promote });
      assert.deepEqual(done, [{ says: "production: its promotion is open: https://github.com/acme/shop/pull/1" }]);
      for (const options of [{ isPullRequest: true, isDryRun: true }, {}]) {
        const [asked] = await follow(soaking, auto, options, { promote });
        assert.match(asked?.command ?? "", / --pr$/);
      }
      assert.deepEqual(opened, ["production"]);
    });

    it("says which gate kept it from opening, and is verified all the same", async () => {
      const promote = () => Promise.reject(new Error("freeze: until monday"));
      const [asked] = await follow(found("verified"), [{ auto: true }], { isPullRequest: true }, { promote });
      assert.equal(asked?.says, "production: not promoted: freeze: until monday");
    });

    const wantsRollback = { environment: { ...environment, promotion: { rollbackOnFailure: true } } };

    it("is a rollback after a failure: by itself where the place wants that, else by its command", async () => {
      const rollBack = async () => "rolled back to 0123456789ab";
      assert.deepEqual(await follow(found("failed", wantsRollback), [{}], {}, { rollBack }), [
        { says: "rolled back to 0123456789ab" },
      ]);
      const [asked] = await follow(found("failed"), [{}]);
      assert.match(asked?.command ?? "", /^npx slipway rollback \S*staging\S*$/);
      const [dry] = await follow(found("failed", wantsRollback), [{}], { isDryRun: true });
      assert.match(dry?.says ?? "", /^without --dry-run it would be rolled back/);
    });

    it("is to look again once the alarms have stopped, where only they are wrong: that takes no deployment", async () => {
      const [deployed = check] = found("failed").checks;
      const rings = { name: "alarms", passed: false, says: "shop-staging-uptime rings" };
      const ringing = { ...found("failed"), checks: [{ ...deployed, passed: true }, rings] };
      const [again, back] = await follow(ringing, []);
      assert.equal(again?.says, "when the alarms have stopped, look again; nothing has to be deployed for that");
      assert.match(again?.command ?? "", /^npx slipway verify \S*staging\S*$/);
      assert.match(back?.command ?? "", /^npx slipway rollback /);
      const broken = { ...ringing, checks: [{ ...deployed, passed: false }, rings] };
      assert.equal((await follow(broken, [])).length, 1);
      const asked = { ...ringing, ...found("failed", wantsRollback), checks: ringing.checks };
      assert.equal((await follow(asked, [], { isDryRun: true })).length, 1, "it goes back by itself");
    });

    it("is left to a workflow that goes back at once, and told with what does so by hand", async () => {
      const [left] = await follow(found("failed", wantsRollback), [], { leavesRollback: true, isPullRequest: true });
      assert.match(left?.says ?? "", /^the workflow goes back at once/);
      assert.match(left?.command ?? "", /^npx slipway rollback \S*staging\S* --now$/);
      const [asked] = await follow(found("failed"), [], { leavesRollback: true });
      assert.equal(asked?.says, "to go back to what was verified before", "nobody wants it by itself");
    });

    it("is wanted by itself after a failure alone, where there is a way back and it is none already", () => {
      assert.equal(wantsRollbackOf(found("failed", wantsRollback)), true);
      assert.equal(wantsRollbackOf(found("failed")), false);
      assert.equal(wantsRollbackOf(found("unsettled", wantsRollback)), false);
      assert.equal(wantsRollbackOf({ ...found("failed", wantsRollback), hasWayBack: false }), false);
      assert.equal(wantsRollbackOf(found("failed", { ...wantsRollback, rollbackOf: id })), false);
    });

    it("is no rollback of a rollback, which would go to and fro", async () => {
      const [asked] = await follow(found("failed", { ...wantsRollback, rollbackOf: id }), []);
      assert.match(asked?.says ?? "", /^what is deployed is a rollback itself, and none is rolled back/);
      assert.equal(asked?.command, undefined);
    });

    it("says why nothing was rolled back, where there is nothing to go back to", async () => {
      const rollBack = () => Promise.reject(new Error("nothing was ever verified"));
      const [asked] = await follow(found("failed", wantsRollback), [], {}, { rollBack });
      assert.equal(asked?.says, "not rolled back: nothing was ever verified");
    });

    it("is to deploy, or to go back, where there was nothing whole to look at", async () => {
      const [deploy, back] = await follow(found("unsettled"), []);
      assert.equal(deploy?.says, "to deploy it again");
      assert.match(deploy?.command ?? "", /^pulumi up --stack staging/);
      assert.match(back?.command ?? "", /^npx slipway rollback /);
      const [wanted] = await follow(found("unsettled", wantsRollback), []);
      assert.match(
        wanted?.says ?? "",
        /^nothing was found bad, so nothing goes back by itself .*: to deploy it again$/,
      );
    });

    it("advises no rollback where nothing else was verified, because it would be refused", async () => {
      for (const verdict of ["failed", "unsettled"] as const) {
        const all = await follow({ ...found(verdict, wantsRollback), hasWayBack: false }, []);
        assert.equal(all.length, 1, verdict);
        assert.match(all[0]?.command ?? "", /^pulumi up --stack staging/);
      }
    });

    it("is nothing where nobody knows whether it is good", async () => {
      assert.deepEqual(await follow(found("unknown", wantsRollback), [{ auto: true }]), []);
    });
  });

  it("knows by their files which stages take from this one, and in which order stages stand", () => {
    const takes = (from: string) => ({ environment: { promotion: { from, soakMinutes: 15, auto: true } } });
    place.write("production", takes("staging"));
    place.write("asia", takes("production"));
    place.write("demo", { environment: {} });
    assert.deepEqual(
      downstreamOf(place.stage).map(({ stack, auto, soakMinutes }) => ({ stack, auto, soakMinutes })),
      [{ stack: "production", auto: true, soakMinutes: 15 }],
    );
    const order = inOrderOfPromotion(place.folder, ["asia", "demo", "production", "staging"]);
    assert.deepEqual(order, ["demo", "staging", "production", "asia"]);
  });
});
