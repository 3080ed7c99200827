import { setSecretCommand } from "../../config/set-command.ts";
import { counted } from "../../lib/counted.ts";
import { type Check, failed, ok, skipped } from "../check.ts";

/** Whether people have given the values of secrets: with a placeholder among them Pulumi reads none of the file. */
export const secretValues: Check = {
  name: "values of secrets",
  asks: "stack",
  async run({ unfilledSecrets, isSandbox, name }) {
    if (isSandbox) {
      return skipped("the sandbox has values of its own");
    }
    if (unfilledSecrets === undefined) {
      return skipped("see stack file");
    }
    const [first, ...more] = unfilledSecrets.map((secret) => setSecretCommand(secret, name));
    return first === undefined
      ? ok("no placeholder")
      : failed(
          `${counted(more.length + 1, "secret")} of the stack file ${more.length === 0 ? "has" : "have"} a placeholder for a value, of which Pulumi says "bad value"`,
          first,
          ...more,
        );
  },
};
