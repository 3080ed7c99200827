import { countSteps, type Step } from "../../sandbox/run/events.ts";
import type { Status } from "../../sandbox/run/status.ts";
import type { EngineRun, UpResult } from "../../sandbox/run/up.ts";
import { argumentFor, type LocatedStack } from "../../sandbox/run/workspace.ts";
import { paint } from "../paint.ts";

/** Said before an `up` whose result could be nothing but tried. */
export const uncommittedText =
  "not all of the checkout is committed: what is deployed so can be neither verified nor promoted";

/**
 * The end of `up`: where it is, what runs, and the proof that nothing is left to change.
 *
 * @param isVerifiable whether everything was committed, so that the next step is to verify it
 */
export function upText(
  located: Pick<LocatedStack, "stack" | "file">,
  { resources, urls, running, steps, secondPreview }: UpResult,
  isVerifiable: boolean,
): string {
  const left = secondPreview.steps;
  return [
    "",
    paint.bold(`${located.stack} is up: ${resources} resources (${countSteps(steps)})`),
    ...urls.map((url) => `  ${url}`),
    ...runningLines(running),
    left.length === 0
      ? "the second preview is empty: nothing is left to change"
      : `the second preview is not empty, it would change:\n${stepLines(left).join("\n")}`,
    ...(isVerifiable ? [`whether it is good: npx slipway verify ${argumentFor(located)} --sandbox`] : []),
    "",
  ].join("\n");
}

/** Below what an `up` failed of: what to type next, since the engine's last word is a sentence of ECS. */
export function failedUpText(
  located: Pick<LocatedStack, "stack" | "file">,
  { isOfService, hasWayBack }: { readonly isOfService: boolean; readonly hasWayBack: boolean },
): string {
  const argument = argumentFor(located);
  return [
    "what runs now: npx slipway status --sandbox",
    ...(isOfService ? [`why its tasks did not stay: npx slipway logs ${argument} --errors --sandbox`] : []),
    ...(hasWayBack ? [`back to what was verified before: npx slipway rollback ${argument} --sandbox`] : []),
  ].join("\n");
}

/** What one run of the engine did or would do, a line for each resource. */
export function runText({ steps }: EngineRun): string {
  return steps.length === 0 ? "nothing to change\n" : `${stepLines(steps).join("\n")}\n`;
}

/** The end of `destroy`. */
export function destroyText({ stack }: LocatedStack, { steps }: EngineRun): string {
  return steps.length === 0 ? `${stack} held nothing\n` : `${stack} is gone: ${countSteps(steps)}\n`;
}

/** What a reset would forget. */
export function resetText({ project }: LocatedStack, held: readonly string[]): string {
  if (held.length === 0) return `the sandbox of ${project} holds nothing\n`;
  return `would forget ${held.join(" and ")} of ${project}, protected or not: npx slipway sandbox reset --yes does it\n`;
}

/** What a sandbox holds. */
export function statusText(located: LocatedStack, status: Status): string {
  const { project, stack } = located;
  const argument = argumentFor(located);
  if (!status.exists) return `${project} ${stack} was never brought up: npx slipway sandbox up ${argument}\n`;
  return [
    `${project} ${stack}: ${status.resources} resources, ${status.protected} of them protected`,
    ...status.urls.map((url) => `  ${url}`),
    ...runningLines(status.running),
    ...(status.pendingOperations > 0
      ? [
          `cut off: ${status.pendingOperations} ${status.pendingOperations === 1 ? "operation" : "operations"}; run npx slipway recover ${argument} --sandbox`,
        ]
      : []),
    ...(status.heldBy
      ? [
          `in use by process ${status.heldBy.pid} on ${status.heldBy.host} (${status.heldBy.verb} ${status.heldBy.stack})`,
        ]
      : []),
    "",
  ].join("\n");
}

const SIGNS: Readonly<Record<string, string>> = {
  create: paint.green("+"),
  delete: paint.red("-"),
  update: paint.yellow("~"),
};

/** The engine's steps of one replacement. */
const REPLACING: ReadonlySet<string> = new Set(["create-replacement", "replace", "delete-replaced"]);

function stepLines(steps: readonly Step[]): readonly string[] {
  return withReplacementsOnce(steps).map(({ op, type, name, diffs }) => {
    const changed = diffs.length > 0 ? `  ${diffs.join(", ")}` : "";
    return `  ${SIGNS[op] ?? paint.yellow("±")} ${name}  ${type}${op in SIGNS ? "" : `  ${op}`}${changed}`;
  });
}

/** A replacement is one thing that happens, where its first step is, with all that any of them says of it. */
function withReplacementsOnce(steps: readonly Step[]): readonly Step[] {
  const keyOf = ({ op, type, name }: Step) => (REPLACING.has(op) ? `${type} ${name}` : undefined);
  const replacements = Map.groupBy(steps, keyOf);
  return steps.flatMap((step) => {
    const key = keyOf(step);
    if (key === undefined) return [step];
    const [first, ...more] = replacements.get(key) ?? [];
    if (first !== step) return [];
    return [{ ...first, op: "replace", diffs: [...new Set([first, ...more].flatMap(({ diffs }) => diffs))] }];
  });
}

/** What runs, an image a line; where a terminal would break it, with as much of its digest as tells it apart. */
function runningLines(running: UpResult["running"]): readonly string[] {
  const rows = running.flatMap(({ family, images }) => images.map((image) => [family, image] as const));
  const width = Math.max(0, ...rows.map(([family]) => family.length));
  const lineOf = ([family, image]: readonly [string, string]) => `  ${family.padEnd(width)}  ${image}`;
  const room = process.stdout.columns || Number.POSITIVE_INFINITY;
  const fits = (lines: readonly string[]) => lines.every((line) => line.length <= room);
  const whole = rows.map(lineOf);
  if (fits(whole)) return whole;
  const short = rows.map(([family, image]) => [family, shortImage(image)] as const);
  const lines = short.map(lineOf);
  return fits(lines) ? lines : short.flatMap(([family, image]) => [`  ${family}`, `    ${image}`]);
}

function shortImage(image: string): string {
  return image.replace(/(@sha256:[0-9a-f]{12})[0-9a-f]+$/, "$1…");
}
