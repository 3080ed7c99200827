import { hash } from "node:crypto";
import type { Seed } from "./model.ts";

/**
 * A seed whose characters follow from `root` alone.
 *
 * @param next counts a series; a plan leaves it out, where everything is the first of its series
 */
export function seededBy(root: string, next: (series: string) => number = () => 1): Seed {
  return {
    next,
    hex(n, salt = "") {
      let digits = "";
      for (let block = 0; digits.length < n; block += 1) digits += hash("sha256", `${root}\n${salt}\n${block}`);
      return digits.slice(0, n);
    },
  };
}
