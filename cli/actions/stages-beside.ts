import { dirname, join } from "node:path";
import type { StageHistory } from "../../promotion/history/deployment.ts";
import { stageHistory } from "../../promotion/history/stage-history.ts";
import { openStage } from "../../promotion/open-stage.ts";
import type { Stage } from "../../promotion/stage.ts";

/** The stacks whose files are beside one, opened and asked for their history once each. */
export function stagesBeside(
  file: string,
  flags: { readonly sandbox?: true },
  say: (sentence: string) => void,
): {
  readonly stageOf: (stack: string) => Promise<Stage>;
  readonly historyOf: (stack: string) => Promise<StageHistory>;
} {
  const stages = new Map<string, Promise<Stage>>();
  const histories = new Map<string, Promise<StageHistory>>();
  const stageOf = (stack: string) =>
    once(stages, stack, () => openStage(join(dirname(file), `Pulumi.${stack}.yaml`), flags, say));
  return { stageOf, historyOf: (stack) => once(histories, stack, () => stageOf(stack).then(stageHistory)) };
}

function once<T>(known: Map<string, Promise<T>>, name: string, read: () => Promise<T>): Promise<T> {
  const found = known.get(name) ?? read();
  known.set(name, found);
  return found;
}
