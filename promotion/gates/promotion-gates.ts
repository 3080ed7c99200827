import type { GitHub } from "../../cloud/github.ts";
import { repositoriesOf } from "../../config/delivery.ts";
import { at } from "../../config/path.ts";
import { promotionOf } from "../../config/promotion.ts";
import type { Values } from "../../config/values.ts";
import { gitOrFail } from "../../git/git.ts";
import type { GuardedPlan } from "../../plan/guard.ts";
import type { Candidate } from "../effects/candidate.ts";
import { containsCommit } from "../effects/commits.ts";
import type { Pair } from "../effects/moves.ts";
import { pairOf } from "../freight.ts";
import type { StageHistory } from "../history/deployment.ts";
import { programAt, programDifference } from "../program.ts";
import type { Known } from "../promote/chosen-freight.ts";
import { pulumiCommand, slipwayCommand } from "../slipway-command.ts";
import type { Stage } from "../stage.ts";
import { type AttestedImage, attestationGate } from "./attestation.ts";
import { cleanGate } from "./clean.ts";
import { isForcedRelease } from "./forced-release.ts";
import { freezeGate } from "./freeze.ts";
import { gateNames, type Verdict } from "./gate.ts";
import { guardGate } from "./guard.ts";
import { holdGate } from "./hold.ts";
import { hotfixGate, type ImageStep } from "./hotfix.ts";
import { orderGate } from "./order.ts";
import { programGate } from "./program.ts";
import { rejectedGate } from "./rejected.ts";
import { schemaGates } from "./schema.ts";
import { soakGate } from "./soak.ts";
import { upgradeGate } from "./upgrade.ts";
import { verifiedGate } from "./verified.ts";

/** What is asked outside of this machine. */
export interface Outside {
  readonly compare?: GitHub["compare"];
  readonly attested: (image: {
    repository: string;
    digest: string;
    source: string;
  }) => Promise<Omit<AttestedImage, "image">>;
}

/** All that the gates look at. */
export interface Facts {
  readonly from: Stage;
  readonly to: Stage;
  readonly histories: { readonly from: StageHistory; readonly to: StageHistory };
  readonly chosen: Known;
  /** What the target's file says. */
  readonly declared: Pair | undefined;
  readonly environment: Values;
  readonly candidate: Candidate;
  readonly deployed: GuardedPlan | undefined;
  readonly isPullRequest: boolean;
  /** Path of the target's file, where that has it already and may wait to be committed. */
  readonly uncommitted: string | undefined;
  readonly now: Date;
}

/** All gates of a promotion, in the order in which they are told; none hides another one. */
export async function promotionGates(facts: Facts, outside: Outside): Promise<Verdict[]> {
  const { from, to, histories, chosen, declared, environment, candidate, now } = facts;
  const { stack } = to.located;
  const { app } = chosen.freight;
  const { soakMinutes, freezes, attested } = promotionOf(environment);
  const since = chosen.verdict?.is === "verified" ? chosen.verdict.since : undefined;
  const pair = declared && pairOf(declared.app, declared.release);
  const running = histories.to.deployments[0]?.freight?.app ?? (histories.to.deployments[0] && declared?.app);
  const verdicts = [
    verifiedGate(chosen, histories.from, slipwayCommand("verify", from)),
    soakGate({ since, soakMinutes, now }),
    freezeGate(freezes, now),
    holdGate(histories.to, slipwayCommand("hold", to, "--off")),
    rejectedGate(chosen, histories.from, histories.to),
    orderGate(chosen, histories.from, stack, pair),
    hotfixGate(await imageSteps(facts, outside), isForcedRelease(declared?.release, histories), {
      from: from.located.stack,
      to: stack,
    }),
    await programVerdict(to, from.located.stack, chosen),
    attestationGate(attested, attested ? await attestations(chosen, outside) : []),
    ...schemaGates(candidate),
    upgradeGate({ stack, deployed: running, app, environment }),
    guardGate(facts.deployed, candidate.plan),
    await cleanGate(to.repository, facts),
  ];
  return verdicts
    .toSorted((a, b) => gateNames.indexOf(a.gate) - gateNames.indexOf(b.gate))
    .map((verdict) => withPlace(verdict, to.located));
}

/** Its commands as they are to be pasted here. */
function withPlace(verdict: Verdict, located: Stage["located"]): Verdict {
  const { commands } = verdict;
  return commands ? { ...verdict, commands: commands.map((command) => pulumiCommand(command, located)) } : verdict;
}

/** Whether what would deploy a freight in a stage is the program that it was verified with. */
async function programVerdict(
  { located: { root } }: Stage,
  stack: string,
  { freight, commit }: Known,
): Promise<Verdict> {
  const head = await gitOrFail(root, "rev-parse", "HEAD");
  const here = await programAt(root, head);
  const differing = here === freight.program ? [] : await programDifference(root, commit, head);
  return programGate({ stack, upstream: freight.program, here, differing, commit });
}

/** Images that both have, with the commits that they were built from. */
function imageSteps({ to, chosen, declared }: Facts, { compare }: Outside): Promise<ImageStep[]> {
  const { app, release } = chosen.freight;
  const before = declared?.release;
  const { repository } = repositoriesOf(app);
  const images = Object.keys(Object(release.images)).filter((image) => at(before, ["images", image]) !== undefined);
  return Promise.all(
    images.map(async (image): Promise<ImageStep> => {
      const [from, next] = [before, release].map((one) => commitOf(one, image));
      const isSame = at(before, ["images", image]) === at(release, ["images", image]);
      if (isSame || from === undefined || next === undefined) {
        return { image, from, to: next, contains: isSame ? true : undefined };
      }
      const commits = { ancestor: from, descendant: next, ...(repository !== undefined && { repository }) };
      const found = await containsCommit(to, commits, compare);
      return { image, from, to: next, contains: "contains" in found ? found.contains : undefined };
    }),
  );
}

function commitOf(release: Values | undefined, image: string): string | undefined {
  const commit = at(release, ["commits", image]);
  return typeof commit === "string" ? commit : undefined;
}

function attestations({ freight: { app, release } }: Known, { attested }: Outside): Promise<AttestedImage[]> {
  const { repository: source } = repositoriesOf(app);
  return Promise.all(
    Object.entries(Object(release.images)).map(async ([image, digest]): Promise<AttestedImage> => {
      const given = at(app, ["images", image]);
      const repository = typeof given === "string" ? given : at(given, ["repository"]);
      if (source === undefined || typeof repository !== "string" || typeof digest !== "string") {
        return { image, is: false, says: "app.delivery.repository or app.images does not say what it was built from" };
      }
      return { image, ...(await attested({ repository, digest, source })) };
    }),
  );
}
