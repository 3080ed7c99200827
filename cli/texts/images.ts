import type { PrunedImage, Undeleted } from "../../delivery/images/prune.ts";
import { counted } from "../../lib/counted.ts";
import { wrapped } from "./wrapped.ts";

/**
 * What `slipway images prune` found, or did.
 *
 * @param left what GitHub did not delete; undefined where nothing was to be deleted yet
 */
export function prunedText(
  images: readonly PrunedImage[],
  left: readonly Undeleted[] | undefined,
  stack: string,
): string {
  const lines = images.flatMap(({ image, repository, versions, superfluous, leftAlone }) => {
    const still = left?.filter((one) => one.image === image).length ?? 0;
    const count = `${superfluous.length - still} ${left ? "deleted" : "would be deleted"}`;
    const says = leftAlone ?? `${counted(versions, "version")}, ${count}`;
    return wrapped(`${image}  ${repository}: ${says}`, "  ");
  });
  const refused = (left ?? []).flatMap(({ image, digest, says }) =>
    wrapped(`✗ ${image} ${digest.slice(0, "sha256:".length + 12)}… is still there: ${says}`, "  "),
  );
  const some = images.some(({ superfluous }) => superfluous.length > 0);
  const next = some && !left ? [`To delete them: npx slipway images prune ${stack} --yes`] : [];
  return `${[...lines, ...refused, ...next].join("\n")}\n`;
}
