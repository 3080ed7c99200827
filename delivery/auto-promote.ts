import type { GitHub } from "../cloud/github.ts";
import { messageOf } from "../lib/message-of.ts";
import { Refusal } from "../lib/user-error.ts";
import { type GateName, refusals } from "../promotion/gates/gate.ts";
import { applyPromotion, type PlannedPromotion, promotion } from "../promotion/promote/promote.ts";
import type { PromotionResult } from "../promotion/promote/promotion-result.ts";
import type { OpenedChange } from "../promotion/promote/pull-request.ts";
import { slipwayCommand } from "../promotion/slipway-command.ts";
import type { Stage } from "../promotion/stage.ts";
import { wasClosed } from "../promotion/verify/was-closed.ts";
import { argumentFor } from "../sandbox/run/workspace.ts";

/** What became of a promotion that opens by itself. */
export interface AutoPromotion {
  readonly stack: string;
  readonly from: string;
  /**
   * `waits`: for time, for a verification, or until people lift what they decided; `refused`: somebody has to mend
   * something; `closed`: people closed its pull request; `unknown`: nobody could tell.
   */
  readonly is: "opened" | "there" | "waits" | "closed" | "refused" | "unknown";
  /** Why, where it was not opened. */
  readonly says?: string;
  readonly pullRequest?: OpenedChange;
}

/** A stage that takes what another one verified: by itself, or because a person asks for it. */
export interface AutoStage extends Asking {
  readonly stack: string;
  readonly from: string;
}

/** Who wants a promotion. */
export interface Asking {
  /** A person, now: what people closed opens again, and it merges by itself only where `promotion.auto` says so. */
  readonly isAsked?: { readonly auto: boolean };
}

/** What opens promotions. */
export interface AutoMeans {
  readonly now: Date;
  readonly github: GitHub;
  readonly open: (stack: string) => Promise<Stage>;
  /** What the pull request says. */
  readonly body: (result: PromotionResult) => string;
  /** @default that of `slipway promote` */
  readonly promotion?: (
    from: Stage,
    to: Stage,
    options: { now: Date; isPullRequest: true },
  ) => Promise<PlannedPromotion>;
}

/** Gates that a person has to do something about; the others open as time goes by, or were closed on purpose. */
const forPeople: ReadonlySet<GateName> = new Set([
  "attestation",
  "schema",
  "secrets",
  "upgrade",
  "cost",
  "guard",
  "clean",
]);

/** Opens what may be promoted by itself, or brings it up to date; what is the matter with one keeps no other back. */
export async function autoPromotions(
  stages: readonly AutoStage[],
  means: AutoMeans,
): Promise<readonly AutoPromotion[]> {
  const done: AutoPromotion[] = [];
  // One after the other: the SDK plans one program at a time.
  for (const { stack, from, ...asking } of stages) {
    try {
      done.push(await autoPromotion(await means.open(from), await means.open(stack), means, asking));
    } catch (error) {
      done.push({ stack, from, is: "unknown", says: messageOf(error) });
    }
  }
  return done;
}

/** Opens the promotion of one stage where its gates let it, with auto-merge where nobody has to ask for it. */
export async function autoPromotion(
  upstream: Stage,
  to: Stage,
  { now, github, body, promotion: plan = promotion }: Omit<AutoMeans, "open">,
  { isAsked }: Asking = {},
): Promise<AutoPromotion> {
  const names = { stack: to.located.stack, from: upstream.located.stack };
  const planned = await plan(upstream, to, { now, isPullRequest: true }).catch(nothingYet);
  if ("waits" in planned) {
    return { ...names, is: "waits", says: planned.waits };
  }
  const { result } = planned;
  const gates = refusals(result.effects?.gates ?? []);
  if (gates.length > 0) {
    const isForPeople = gates.some(({ gate }) => forPeople.has(gate));
    const says = gates.map(({ gate, says: why }) => `${gate}: ${why}`).join("; ");
    return { ...names, is: isForPeople ? "refused" : "waits", says };
  }
  if (result.already) {
    return { ...names, is: "there" };
  }
  if (!isAsked && (await wasClosed(planned, github))) {
    const again = slipwayCommand("promote", upstream, `${argumentFor(to.located)} --pr`);
    return { ...names, is: "closed", says: `it is opened again by ${again} alone` };
  }
  const autoMerge = isAsked?.auto ?? true;
  const pullRequest = await applyPromotion(planned, { body: body(result), github, ...(autoMerge && { autoMerge }) });
  return { ...names, is: "opened", ...(pullRequest && { pullRequest }) };
}

/** The stage before has nothing to promote yet. */
function nothingYet(error: unknown): { readonly waits: string } {
  if (error instanceof Refusal) {
    return { waits: error.message };
  }
  throw error;
}
