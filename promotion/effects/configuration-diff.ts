import { dirname } from "node:path";
import { promotionOf } from "../../config/promotion.ts";
import { readStackText } from "../../config/stack-file.ts";
import type { Values } from "../../config/values.ts";
import { argumentFor, type LocatedStack } from "../../sandbox/run/workspace.ts";
import { type CommitRange, commitsBetween } from "./commits.ts";
import { type MigrationToRun, migrationsBetween } from "./migrations.ts";
import { type Move, type Moves, movesBetween, type Pair, placesBetween } from "./moves.ts";
import { type SecretsParity, secretsParity } from "./secrets-parity.ts";

/** What the second stack would get of the first one, and what stays. Configuration alone: nothing is planned or asked. */
export interface ConfigurationDiff {
  readonly from: string;
  readonly to: string;
  /** App and release are the same in both, or in neither yet. */
  readonly isSame: boolean;
  /** Absent where the first one has nothing yet. */
  readonly moves?: Moves;
  readonly commits: readonly CommitRange[];
  readonly migrations: readonly MigrationToRun[];
  readonly secrets: SecretsParity;
  /** What belongs to the place: fields of `slipway:environment` from the first to the second. */
  readonly environment: readonly Move[];
  /** Where the second one takes its app and release from: `environment.promotion.from`. */
  readonly upstream?: string;
  /** The command that promotes from one to the other, where that is how the second one gets its release. */
  readonly command?: string;
}

/** Compares the files of two stacks. */
export async function configurationDiff(from: LocatedStack, to: LocatedStack): Promise<ConfigurationDiff> {
  const [a, b] = [read(from), read(to)];
  const upstream = promotionOf(b.environment).from;
  const isUpstream = upstream === from.stack && dirname(from.file) === dirname(to.file);
  const moves = a.pair && movesBetween(b.pair, a.pair);
  const none = { added: [], removed: [], missing: [] };
  return {
    from: from.stack,
    to: to.stack,
    isSame: moves ? !moves.isFirst && moves.app.length + moves.release.length === 0 : !b.pair,
    ...(moves && { moves }),
    commits: a.pair && b.pair ? await commitsBetween({ located: to }, b.pair.release, a.pair.release, a.pair.app) : [],
    migrations: a.pair ? migrationsBetween(b.pair, a.pair) : [],
    secrets: a.pair ? secretsParity(b.pair?.app, a.pair.app, { ...b, stack: to.stack, file: to.file }) : none,
    environment: placesBetween(a.environment, b.environment),
    ...(upstream !== undefined && { upstream }),
    ...(isUpstream && { command: `npx slipway promote ${argumentFor(from)} ${argumentFor(to)}` }),
  };
}

interface Read {
  readonly pair?: Pair;
  readonly environment: Values;
  readonly secrets: Values;
}

/** A file may have problems: they are told by plan, and a difference is there all the same. */
function read({ file }: LocatedStack): Read {
  const { values } = readStackText(file);
  const block = (name: string): Values => Object(values[`slipway:${name}`]);
  const isThere = values["slipway:app"] !== undefined && values["slipway:release"] !== undefined;
  return {
    ...(isThere && { pair: { app: block("app"), release: block("release") } }),
    environment: block("environment"),
    secrets: block("secrets"),
  };
}
