import type { Deletion, PrunedImage } from "../../delivery/images/prune.ts";
import { counted } from "../../lib/counted.ts";
import { wrapped } from "./wrapped.ts";

/**
 * What `slipway images prune` found, or did.
 *
 * @param deletion undefined where nothing was to be deleted yet
 */
export function prunedText(images: readonly PrunedImage[], deletion: Deletion | undefined, stack: string): string {
  const lines = images.flatMap(({ image, repository, versions, superfluous, leftAlone }) => {
    const count = deletion ? `${deletion.deleted[image] ?? 0} deleted` : `${superfluous.length} would be deleted`;
    const says = leftAlone ?? `${counted(versions, "version")}, ${count}`;
    return wrapped(`${image}  ${repository}: ${says}`, "  ");
  });
  const some = images.some(({ superfluous }) => superfluous.length > 0);
  const next = deletion ? leftText(deletion) : some ? [`To delete them: npx slipway images prune ${stack} --yes`] : [];
  return `${[...lines, ...next].join("\n")}\n`;
}

function leftText({ left, untried }: Deletion): readonly string[] {
  const refused = left.map(
    ({ image, digest, says }) => `✗ ${image} ${digest.slice(0, "sha256:".length + 12)}… is still there: ${says}`,
  );
  const rest = untried > 0 ? [`✗ ${untried} more were not tried after so many refusals: run this again`] : [];
  return [...refused, ...rest].flatMap((line) => wrapped(line, "  "));
}
