import assert from "node:assert/strict";
import { exitCodeOf, runCiPromote } from "../../cli/actions/ci-promote.ts";
import type { GitHub, WantedPullRequest } from "../../cloud/github.ts";
import { autoPromotion, autoPromotions } from "../../delivery/auto-promote.ts";
import { Refusal } from "../../lib/user-error.ts";
import type { GateName } from "../../promotion/gates/gate.ts";
import type { PlannedPromotion } from "../../promotion/promote/promote.ts";
import type { PromotionResult } from "../../promotion/promote/promotion-result.ts";
import { TwoStages } from "../promotion/two-stages.ts";

/** What is worked out, as far as it decides what becomes of a promotion. */
const result = (own: Partial<PromotionResult> = {}): PromotionResult => ({
  from: { stack: "staging", argument: "staging", file: "Pulumi.staging.yaml" },
  to: { stack: "production", argument: "production", file: "Pulumi.production.yaml" },
  isSandbox: false,
  freight: { id: "0".repeat(64), version: "2", commit: "1".repeat(40), update: 2, deployedAt: "2026-11-24T12:00:00Z" },
  ahead: [],
  notes: [],
  isRefused: false,
  ...own,
});

const refusedBy = (...gates: GateName[]) =>
  result({
    isRefused: true,
    effects: {
      moves: { app: [], release: [] },
      commits: [],
      migrations: [],
      secrets: { missing: [], unused: [] },
      warnings: [],
      gates: gates.map((gate) => ({ gate, passes: false, says: `${gate} says no` })),
    } as unknown as NonNullable<PromotionResult["effects"]>,
  });

describe("a promotion that opens by itself", () => {
  let project: TwoStages;
  let wanted: WantedPullRequest[];
  beforeEach(() => {
    project = new TwoStages();
    wanted = [];
  });
  afterEach(() => project.remove());

  const means = (planned: () => Promise<PromotionResult>) => ({
    now: new Date("2026-11-24T12:00:00Z"),
    github: {
      pullRequest: async (one: WantedPullRequest) => {
        wanted.push(one);
        return { number: 1, url: "https://github.com/acme/shop/pull/1", isNew: true, autoMerge: { is: "waits" } };
      },
      isClosed: async () => false,
    } as unknown as GitHub,
    body: () => "why",
    promotion: async (): Promise<PlannedPromotion> => {
      const stage = await project.stage("production");
      const before = project.text("production");
      const after = before.replace("config:\n", "config:\n  slipway:app: {delivery: {repository: acme/shop}}\n");
      return { result: await planned(), stage, before, after, records: [] };
    },
  });
  /** The same where somebody closed the pull request of the very change. */
  const closed = (planned: () => Promise<PromotionResult>) => {
    const own = means(planned);
    return { ...own, github: { ...own.github, isClosed: async () => true } as unknown as GitHub };
  };
  const promote = async (planned: () => Promise<PromotionResult>) =>
    autoPromotion(await project.stage("staging"), await project.stage("production"), means(planned));

  it("merges by itself too, once its branch has what it needs", async () => {
    const { is, pullRequest } = await promote(async () => result());
    assert.deepEqual([is, pullRequest?.autoMerge], ["opened", { is: "waits" }]);
    assert.deepEqual(
      wanted.map(({ branch, autoMerge }) => [branch, autoMerge]),
      [["slipway/promote-production", true]],
    );
  });

  for (const gate of ["verified", "soak", "freeze", "hold", "rejected", "order", "hotfix", "program"] as const) {
    it(`waits for the gate ${gate}, which time opens or people closed: a schedule is not red for it`, async () => {
      const { is, says } = await promote(async () => refusedBy(gate));
      assert.deepEqual([is, says, wanted], ["waits", `${gate}: ${gate} says no`, []]);
    });
  }

  for (const gate of ["attestation", "schema", "secrets", "upgrade", "cost", "guard", "clean"] as const) {
    it(`is refused by the gate ${gate}, also while it waits, since somebody has to mend that`, async () => {
      const { is } = await promote(async () => refusedBy("soak", gate));
      assert.deepEqual([is, wanted], ["refused", []]);
    });
  }

  it("waits where the stage before has nothing to promote yet", async () => {
    const { is, says } = await promote(() => Promise.reject(new Refusal("staging has nothing to promote")));
    assert.deepEqual([is, says], ["waits", "staging has nothing to promote"]);
  });

  it("has nothing to do where the target's file has it", async () => {
    const { is } = await promote(async () => result({ already: { isDeployed: false, isCommitted: true } }));
    assert.equal(is, "there");
  });

  it("that a person asks for opens also where people closed it, and merges by itself only where the place says so", async () => {
    const means = closed(async () => result());
    const [from, to] = [await project.stage("staging"), await project.stage("production")];
    await promote(async () => result());
    wanted = [];
    assert.equal((await autoPromotion(from, to, means)).is, "closed");
    assert.deepEqual(wanted, []);
    for (const auto of [false, true]) {
      assert.equal((await autoPromotion(from, to, means, { isAsked: { auto } })).is, "opened");
    }
    assert.deepEqual(
      wanted.map(({ autoMerge }) => autoMerge),
      [undefined, true],
    );
  });

  it("that a person asks for and that waits is told as refused: a green run would say that it was opened", () => {
    const codes = (isAsked: boolean) =>
      (["opened", "there", "waits", "refused", "unknown"] as const).map((is) => exitCodeOf([{ is }], isAsked));
    assert.deepEqual(codes(false), [0, 0, 0, 2, 1]);
    assert.deepEqual(codes(true), [0, 0, 2, 2, 1]);
  });

  it("of a stack that takes from nobody cannot be asked for, and says which line is missing", async () => {
    await assert.rejects(
      runCiPromote(project.file("staging"), {}),
      /^UserError: nothing is promoted to staging: environment\.promotion\.from in Pulumi\.staging\.yaml names the stack/,
    );
  });

  it("keeps no other back with what is the matter with it", async () => {
    let calls = 0;
    const stages = ["asia", "production"].map((stack) => ({ stack, from: "staging" }));
    const open = (stack: string) =>
      stack === "asia" ? Promise.reject(new Error("there is no asia")) : project.stage("production");
    const planned = async () => {
      calls += 1;
      return result();
    };
    const done = await autoPromotions(stages, { ...means(planned), open });
    assert.deepEqual(
      done.map(({ is, says }) => [is, says]),
      [
        ["unknown", "there is no asia"],
        ["opened", undefined],
      ],
    );
    assert.equal(calls, 1);
  });
});
