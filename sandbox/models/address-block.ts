import { parseCidr } from "../../lib/cidr.ts";
import { messageOf } from "../../lib/message-of.ts";
import type { Rule, Values } from "../model.ts";
import { textsAt } from "./values.ts";

/** First and last address of an IPv4 block as numbers; undefined when the text is no block. */
export function addresses(cidr: string): { readonly first: number; readonly last: number } | undefined {
  try {
    const { address, prefix } = parseCidr(cidr);
    return { first: address, last: address + 2 ** (32 - prefix) - 1 };
  } catch {
    return undefined;
  }
}

/** Whether two blocks share an address. */
export function overlap(one: string, other: string): boolean {
  const [a, b] = [addresses(one), addresses(other)];
  return a !== undefined && b !== undefined && a.first <= b.last && b.first <= a.last;
}

/** Whether all addresses of `inner` are in `outer`. */
export function contains(outer: string, inner: string): boolean {
  const [a, b] = [addresses(outer), addresses(inner)];
  return a !== undefined && b !== undefined && a.first <= b.first && b.last <= a.last;
}

/** A rule: the input is an IPv4 block, without bits after its prefix, of a size that AWS takes. */
export function blockShape(id: string, input: string, code: string, source: string): Rule<Values> {
  return {
    id,
    says: `\`${input}\` is an IPv4 block from /16 to /28.`,
    source,
    refuse(values) {
      for (const cidr of textsAt(values, input)) {
        const refused = refuseBlock(cidr);
        if (refused !== undefined) {
          return `${code}: ${input} ${refused}`;
        }
      }
      return undefined;
    },
  };
}

function refuseBlock(cidr: string): string | undefined {
  try {
    const { prefix } = parseCidr(cidr);
    return prefix < 16 || prefix > 28 ? `"${cidr}" has an invalid size: use /16 to /28` : undefined;
  } catch (error) {
    return messageOf(error);
  }
}
