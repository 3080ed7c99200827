// `npm run kill-points`: kills an `up` of staging at each of its points in turn, recovers, brings it up, and looks whether
// anything is left over. What held is remembered for as long as nothing of the program changes, so that a run that was
// interrupted goes on where it was. Exit code 0: all held, 1: some did not, 2: used wrongly.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { dirname, join } from "node:path";
import type { parseArgs } from "node:util";
import { counted } from "../../lib/counted.ts";
import { UserError } from "../../lib/user-error.ts";
import { planStack } from "../../plan/plan-stack.ts";
import { optionsOf, refused } from "../../tools/command-line.ts";
import { checkout } from "../support/stack-files.ts";
import { type KillPoint, killPoints } from "./points.ts";
import { SideBySide } from "./side-by-side.ts";
import type { Tried } from "./try-point.ts";

const usage = `npm run kill-points -- [--only <point>] … [--from <point>] [--list] [--json]
Kills an up of staging at one point after another, recovers, and looks for what is left; --list names the points.`;
const remembered = join(checkout, ".slipway", "kill-points.json");

const options = {
  only: { type: "string", multiple: true },
  from: { type: "string" },
  list: { type: "boolean", default: false },
  json: { type: "boolean", default: false },
} as const;

try {
  process.exitCode = await main(optionsOf(usage, options));
} catch (error) {
  if (!(error instanceof UserError)) throw error;
  refused(error.message, usage);
}

async function main({ only, from, list, json }: ReturnType<typeof parseArgs<{ options: typeof options }>>["values"]) {
  const { project, stack, resources } = await planStack("staging", checkout);
  const chosen = chosenOf(killPoints(resources), only, from);
  if (list) {
    process.stdout.write(chosen.map(({ id }) => `${id}\n`).join(""));
    return 0;
  }
  const sideBySide = new SideBySide({ project, stack }, availableParallelism());
  process.once("SIGINT", () => {
    sideBySide.remove();
    process.exit(130);
  });
  try {
    const tried = await tryAll(sideBySide, chosen);
    const broken = tried.filter(({ wrong }) => wrong.length > 0);
    const summary = `${counted(tried.length, "point")}, ${tried.length - broken.length} held, ${broken.length} did not\n`;
    process.stdout.write(json ? `${JSON.stringify(tried, null, 2)}\n` : summary);
    return broken.length === 0 ? 0 : 1;
  } finally {
    sideBySide.remove();
  }
}

async function tryAll(sideBySide: SideBySide, points: readonly KillPoint[]): Promise<readonly Tried[]> {
  const { tree } = sideBySide;
  const held = new Map(heldBefore(tree).map((one) => [one.point, one]));
  const pending = points.filter(({ id }) => !held.has(id));
  // Two at a time, each brings staging up twice.
  const minutes = Math.ceil((pending.length * 22) / 60);
  process.stderr.write(
    `${counted(pending.length, "point")} to try: ${counted(minutes, "minute")} or more on two cores\n`,
  );
  const started = sideBySide.start(pending);
  const tried: Tried[] = [];
  for (const [at, point] of points.entries()) {
    const one = (await started.get(point)) ?? held.get(point.id);
    if (one === undefined) continue;
    tried.push(one);
    if (one.wrong.length === 0) held.set(one.point, one);
    remember(tree, [...held.values()]);
    process.stderr.write(`${at + 1}/${points.length} ${lineOf(one)}\n`);
  }
  return tried;
}

function lineOf({ point, made, underWay, adopted, wrong }: Tried): string {
  const counts = `${made} in the state, ${underWay} under way, ${adopted} adopted`;
  return wrong.length === 0
    ? `held: ${point} (${counts})`
    : [`DID NOT HOLD: ${point} (${counts})`, ...wrong].join("\n  ");
}

function chosenOf(points: readonly KillPoint[], only: readonly string[] | undefined, from: string | undefined) {
  const ids = points.map(({ id }) => id);
  const unknown = [...(only ?? []), ...(from === undefined ? [] : [from])].find((id) => !ids.includes(id));
  if (unknown !== undefined) {
    throw new UserError(`there is no point "${unknown}": \`npm run kill-points -- --list\` names all ${ids.length}`);
  }
  return points.slice(from === undefined ? 0 : ids.indexOf(from)).filter(({ id }) => only?.includes(id) ?? true);
}

function heldBefore(tree: string): readonly Tried[] {
  if (!existsSync(remembered)) return [];
  const before: { readonly tree: string; readonly held: readonly Tried[] } = JSON.parse(
    readFileSync(remembered, "utf8"),
  );
  return before.tree === tree ? before.held : [];
}

function remember(tree: string, held: readonly Tried[]): void {
  mkdirSync(dirname(remembered), { recursive: true });
  writeFileSync(remembered, JSON.stringify({ tree, held }));
}
