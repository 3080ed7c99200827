import { createHash } from "node:crypto";

/** Source: https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html, "Tag naming limits". */
export const longestTagValue = 256;
const illegal = /[^\p{L}\p{Z}\p{N}_.:/=+\-@]/gu;
const hashLength = 6;

/**
 * The text as the value of a tag on AWS. What has to be cut or replaced (the `*` of a route, say) is made up for by a
 * hash of the whole, so that two texts never become one value.
 */
export function tagValue(text: string, limit: number = longestTagValue): string {
  const legal = text.replaceAll(illegal, "_");
  if (legal === text && text.length <= limit) {
    return text;
  }
  const hash = createHash("sha256").update(text).digest("hex").slice(0, hashLength);
  return `${legal.slice(0, limit - hashLength - 1)}-${hash}`;
}
