import type { AutoPromotion } from "../../delivery/auto-promote.ts";
import type { OpenedChange } from "../../promotion/promote/pull-request.ts";
import { inMinutes } from "./minutes.ts";
import { wrapped } from "./wrapped.ts";

/** A line for each stage whose promotion opens by itself. */
export function autoPromotionsText(promotions: readonly AutoPromotion[]): string {
  const lines =
    promotions.length === 0
      ? ["no stack here has environment.promotion.auto, so nothing is promoted by itself"]
      : promotions.flatMap((one) => wrapped(inMinutes(`${one.stack}: ${autoPromotionText(one)}`), "  "));
  return `${lines.join("\n")}\n`;
}

/** What became of one. */
export function autoPromotionText({ is, says = "", pullRequest }: AutoPromotion): string {
  switch (is) {
    case "opened":
      return pullRequest ? `its promotion is ${openedText(pullRequest)}` : "its promotion is written";
    case "there":
      return "has it already";
    case "closed":
      return `its pull request was closed by somebody, and ${says}`;
    case "waits":
      return `waits: ${says}`;
    case "refused":
      return `not promoted: ${says}`;
    default:
      return `nobody can tell: ${says}`;
  }
}

/** `open: https://…`, and who merges it. */
export function openedText({ url, isNew, autoMerge }: OpenedChange): string {
  return `${isNew ? "open" : "up to date"}: ${url}${mergingText(autoMerge)}`;
}

/** What became of the wish that GitHub merges a pull request; nothing where nobody had it. */
export function mergingText(autoMerge: OpenedChange["autoMerge"]): string {
  switch (autoMerge?.is) {
    case "waits":
      return ", and merges by itself once it has all that its branch needs";
    case "merged":
      return ", and merged, since nothing was missing";
    case "refused":
      return `, and does not merge by itself: ${autoMerge.reason}`;
    default:
      return "";
  }
}
