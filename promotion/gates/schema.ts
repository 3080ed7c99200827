import type { Problem } from "../../config/problem.ts";
import { formatProblem } from "../../config/problem.ts";
import type { Candidate } from "../effects/candidate.ts";
import { type GateName, passed, refused, unjudged, type Verdict } from "./gate.ts";

const kept: Readonly<Record<"schema" | "secrets", string>> = {
  schema: "its configuration is valid for this stage",
  secrets: "this stage has every secret",
};

/** What is said while another of the three refuses, since some checks need the whole configuration. */
const unfinished: Readonly<Record<"schema" | "secrets" | "cost", string>> = {
  schema: "no mistake is known, but not all can be checked while the configuration has problems",
  secrets: "none is known to be missing, but not all can be checked while the configuration has problems",
  cost: "nobody can tell while the configuration has problems",
};

/** What the target's own checks say of the candidate, told apart by what mends it: a value, money, or the file. */
export function schemaGates({ problems, plan }: Candidate): Verdict[] {
  const byGate = Map.groupBy(problems, gateOf);
  return (["schema", "secrets", "cost"] as const).map((gate) => {
    const own = byGate.get(gate) ?? [];
    if (own.length > 0) {
      return refused(gate, own.map(sentenceOf).join("; "), own.flatMap(commandsIn));
    }
    if (!plan) {
      return unjudged(gate, unfinished[gate]);
    }
    return passed(gate, gate === "cost" ? costSays(plan.cost) : kept[gate]);
  });
}

function costSays({ usd, maxMonthlyUsd }: NonNullable<Candidate["plan"]>["cost"]): string {
  const estimated = `about ${Math.round(usd.expected)} USD a month`;
  return maxMonthlyUsd === undefined
    ? `${estimated}; environment.cost.maxMonthlyUsd sets no limit`
    : `${estimated}; environment.cost.maxMonthlyUsd is ${maxMonthlyUsd}`;
}

function gateOf({ key }: Problem): GateName {
  if (/^slipway:(environment\.)?secrets\b/.test(key)) {
    return "secrets";
  }
  return key.startsWith("slipway:environment.cost.") ? "cost" : "schema";
}

/** The one command that a problem's sentence ends with; a sentence with a choice of two keeps them. */
const onlyCommand = /: [^:]* with (pulumi config set (?:(?!pulumi).)+)$/;

function commandsIn({ says }: Problem): string[] {
  const command = onlyCommand.exec(says)?.[1];
  return command === undefined ? [] : [command];
}

/** The sentence without the command, which stands below it. */
function sentenceOf(problem: Problem): string {
  return formatProblem({ ...problem, says: problem.says.replace(onlyCommand, "") });
}
