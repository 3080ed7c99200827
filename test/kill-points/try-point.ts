import { globSync, rmSync } from "node:fs";
import type { Recovery } from "../../sandbox/run/recover.ts";
import type { UpResult } from "../../sandbox/run/up.ts";
import { readWorld } from "../../sandbox/world.ts";
import type { ProjectCopy } from "../support/end-to-end/project-copy.ts";
import type { Ended } from "../support/ended.ts";
import { oddities } from "./orphans.ts";
import { faultAt, type KillPoint } from "./points.ts";

/** What came of a kill. */
export interface Tried {
  readonly point: string;
  /** How many resources the state held when everything was killed. */
  readonly made: number;
  /** Creates that were under way then. */
  readonly underWay: number;
  /** Those of them that `recover` found in an account and put into the state. */
  readonly adopted: number;
  /** What is not as it should be: a sentence each; none when all is well. */
  readonly wrong: readonly string[];
}

/** A stack whose `up` is killed. */
export interface Killed {
  /** Name of the project in `Pulumi.yaml`. */
  readonly project: string;
  readonly stack: string;
}

/** The same in a copy of the checkout. */
interface Place extends Killed {
  readonly copy: ProjectCopy;
}

/**
 * Brings a stack up from nothing and kills it at a point; then what a person would do: `recover`, `up`. All is well when
 * that ends with an empty second preview, an account that holds what the state holds and nothing else, no lock, and no
 * secret in clear.
 */
export async function tryPoint(place: Place, point: KillPoint): Promise<Tried> {
  const { copy, project, stack } = place;
  rmSync(copy.path(".slipway"), { recursive: true, force: true });
  copy.printed.length = 0;
  const killed = await copy.slipway(["sandbox", "up", stack, "--fault", JSON.stringify(faultAt(point))]);
  const left = copy.state(project, stack);
  const tried = { point: point.id, made: left?.resources.length ?? 0, underWay: left?.pendingOperations ?? 0 };
  if (killed.signal !== "SIGKILL") {
    return { ...tried, adopted: 0, wrong: [`the fault killed nothing: ${lastLines(killed)}`] };
  }
  if (tried.underWay === 0) {
    return { ...tried, adopted: 0, wrong: ["nothing was being made when everything was killed, so it shows nothing"] };
  }
  const recovered = await copy.slipway(["recover", stack, "--sandbox", "--json"]);
  if (recovered.code !== 0) {
    return { ...tried, adopted: 0, wrong: [`recover failed: ${lastLines(recovered)}`] };
  }
  const { adopted }: Recovery = JSON.parse(recovered.stdout);
  const up = await copy.slipway(["sandbox", "up", stack, "--json"]);
  return { ...tried, adopted: adopted.length, wrong: [...wrongWith(up), ...wrongIn(place)] };
}

function wrongWith(up: Ended): readonly string[] {
  if (!up.stdout.startsWith("{")) return [`up failed: ${lastLines(up)}`];
  const { secondPreview }: UpResult = JSON.parse(up.stdout);
  return secondPreview.steps.map(({ op, name, diffs }) => `the second preview: ${op} ${name} (${diffs.join(", ")})`);
}

function wrongIn({ copy, project, stack }: Place): readonly string[] {
  const state = copy.state(project, stack);
  const { secrets } = readWorld(copy.path("sandbox", "world.yaml"));
  const locks = globSync([`.slipway/${project}/lock`, `.slipway/${project}/backend/.pulumi/locks/**/*.json`], {
    cwd: copy.folder,
  });
  return [
    ...oddities(copy.inAccounts(project), state?.resources ?? []),
    ...(state?.pendingOperations ? [`${state.pendingOperations} operations are still under way in the state`] : []),
    ...locks.map((lock) => `a lock is left: ${lock}`),
    ...copy.leaks(Object.values(secrets)).map((leak) => `a secret in clear in ${leak}`),
  ];
}

function lastLines({ code, signal, stderr }: Ended): string {
  const lines = stderr.trim().split("\n").slice(-4).join(" / ");
  return `${signal ?? `exit code ${code}`}: ${lines}`;
}
