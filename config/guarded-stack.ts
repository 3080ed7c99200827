import { join } from "node:path";
import { UserError } from "../lib/user-error.ts";
import { blockValues, readStackText } from "./stack-file.ts";
import { stacksIn, whichStacks } from "./stacks-in.ts";

/** The stack in `folder` that protects what holds data: the only one with the profile production. */
export function guardedStack(folder: string): string {
  const guarded = stacksIn(folder).filter((stack) => profileOf(join(folder, `Pulumi.${stack}.yaml`)) === "production");
  const [only, ...more] = guarded;
  if (only === undefined) {
    throw new UserError(
      `no stack here has the profile production, which protects: name one, ${whichStacks(folder, "here")}`,
    );
  }
  if (more.length > 0) {
    throw new UserError(
      `${guarded.join(" and ")} have the profile production: name one, like npx slipway guard ${only}`,
    );
  }
  return only;
}

function profileOf(file: string): unknown {
  return Object(blockValues(readStackText(file).values).environment).profile;
}
