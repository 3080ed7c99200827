import { repositoryAbilities } from "../../lib/repository-abilities.ts";
import type { Config } from "../blocks.ts";
import type { Path } from "../path.ts";
import { oneOf, type Report } from "../problem.ts";
import { resolveRepositories } from "../resolve-delivery.ts";
import type { Where } from "../where.ts";

const path: Path = ["environment", "promotion"];

/** What moves to a place comes from another stack of the project, in the end from one that people write. */
export function checkPromotion({ environment }: Pick<Config, "environment">, where: Where, report: Report): void {
  const { from, auto, soakMinutes, attested } = environment.promotion ?? {};
  if (from === undefined) {
    for (const [key, value] of Object.entries({ auto, soakMinutes, attested })) {
      if (value !== undefined) {
        const says = "is about what is promoted, and nothing is: add from, the stack that it comes from, or remove it";
        report.problem([...path, key], value, says);
      }
    }
    return;
  }
  const says = whatIsWrongWith(from, where);
  if (says !== undefined) {
    report.problem([...path, "from"], from, says);
  }
}

/** Attestations are made in a repository, which the app names. */
export function checkAttested({ app, environment }: Config, report: Report): void {
  if (!environment.promotion?.attested) {
    return;
  }
  const says = whatIsMissing(app.delivery);
  if (says !== undefined) {
    report.problem([...path, "attested"], true, says);
  }
}

function whatIsMissing(delivery: Config["app"]["delivery"]): string | undefined {
  if (!delivery) {
    return "needs the repository whose workflows attest images: add slipway:app.delivery.repository, or remove it";
  }
  const { owner, name, visibility, plan } = resolveRepositories(delivery).app;
  return repositoryAbilities({ visibility, plan }).attestations
    ? undefined
    : `GitHub signs no build of a ${visibility} repository on the plan ${plan} (${owner}/${name}): remove it, or say the plan enterprise at app.delivery.repository where that is what you have`;
}

function whatIsWrongWith(from: string, { stack, siblings }: Where): string | undefined {
  if (from === stack) {
    return "is this stack itself: name another one, or remove it";
  }
  // The engine may run without the stack files, and then they are not known.
  if (siblings === undefined) {
    return undefined;
  }
  const others = siblings.map((sibling) => sibling.stack);
  if (!others.includes(from)) {
    return `unknown stack: ${oneOf(from, others, "there is no other stack here: remove it")}`;
  }
  const chain = [stack, from];
  for (let next = upstream(from, siblings); next !== undefined; next = upstream(next, siblings)) {
    const goesRound = chain.includes(next);
    chain.push(next);
    if (goesRound) {
      return `goes round in a circle, ${chain.join(" from ")}: remove it in the stack that people write`;
    }
  }
  return undefined;
}

function upstream(stack: string, siblings: NonNullable<Where["siblings"]>): string | undefined {
  return siblings.find((sibling) => sibling.stack === stack)?.from;
}
