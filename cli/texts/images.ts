import type { PrunedImage } from "../../delivery/images/prune.ts";
import { counted } from "../../lib/counted.ts";
import { wrapped } from "./wrapped.ts";

/** What `slipway images prune` found, or did. */
export function prunedText(images: readonly PrunedImage[], isDone: boolean, stack: string): string {
  const lines = images.flatMap(({ image, repository, versions, superfluous, leftAlone }) => {
    const verb = isDone ? "deleted" : "would be deleted";
    const says = leftAlone ?? `${counted(versions, "version")}, ${superfluous.length} ${verb}`;
    return wrapped(`${image}  ${repository}: ${says}`, "  ");
  });
  const some = images.some(({ superfluous }) => superfluous.length > 0);
  const next = some && !isDone ? [`To delete them: npx slipway images prune ${stack} --yes`] : [];
  return `${[...lines, ...next].join("\n")}\n`;
}
