import { messageOf } from "../../lib/message-of.ts";
import { type Check, failed, ok, skipped } from "../check.ts";

/** Whose credentials these are: without them nobody can ask the account anything. */
export const credentials: Check = {
  name: "credentials",
  asks: "aws",
  async run({ account, place }) {
    if (place === undefined) {
      return skipped("the stack file does not say which account: environment.aws.accountId and region");
    }
    try {
      return ok(await account.caller());
    } catch (error) {
      if (messageOf(error).startsWith("AWS does not answer")) {
        return failed(messageOf(error), `curl -sSI https://sts.${place.region}.amazonaws.com`);
      }
      return failed(messageOf(error), "aws sso login", `export AWS_PROFILE=<a profile of ${place.accountId}>`);
    }
  },
};
