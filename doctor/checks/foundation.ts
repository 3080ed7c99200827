import type { Inspection } from "../../bootstrap/inspection.ts";
import { messageOf } from "../../lib/message-of.ts";
import { type Check, failed, ok, skipped } from "../check.ts";
import type { OnceInAccount } from "../context.ts";

/** What an account has once and bootstrap makes: bucket, key, the role of ECS, repositories for images. */
export const foundation: Check = {
  name: "bootstrap",
  asks: "aws",
  async run({ foundation: things, argument }) {
    if (things === undefined) {
      return skipped("the sandbox needs no bootstrap");
    }
    const found = await Promise.all(things.map(look));
    const wrong = found.flatMap(({ wrong: says }) => says ?? []);
    const unknown = found.flatMap(({ unknown: says }) => says ?? []);
    if (wrong.length > 0) {
      // What it refuses to touch it tells when it only shows.
      const mends = found.some(({ isMended }) => isMended);
      return failed(wrong.join("; "), `npx slipway bootstrap ${argument}${mends ? " --yes" : ""}`);
    }
    return unknown.length > 0
      ? skipped(`not known: ${unknown.join("; ")}`)
      : ok(found.map(({ name }) => name).join(", "));
  },
};

interface Looked {
  readonly name: string;
  readonly wrong?: string;
  readonly isMended?: true;
  readonly unknown?: string;
}

/** A right that is missing for one of them hides none of the others. */
async function look({ name, inspect }: OnceInAccount): Promise<Looked> {
  try {
    return { name, ...told(name, await inspect()) };
  } catch (error) {
    return { name, unknown: messageOf(error) };
  }
}

function told(name: string, found: Inspection): Omit<Looked, "name"> {
  switch (found.is) {
    case "there":
      return {};
    case "missing":
      return { wrong: `${name} is not there`, isMended: true };
    case "different":
      return { wrong: `${name}: ${found.differences.map(({ today }) => today).join(", ")}`, isMended: true };
    case "refused":
      return { wrong: found.why };
  }
}
