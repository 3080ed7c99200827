import { member } from "../../lib/member.ts";
import { messageOf } from "../../lib/message-of.ts";
import { type Check, failed, ok, skipped, warning } from "../check.ts";

const unnamedKey = "awskms://alias/<key>?region=<region>";
const inSandbox = "the sandbox keeps its own state and secrets";

/** Whether pulumi is logged in to where the stack file says that the state is. */
export const backend: Check = {
  name: "state",
  asks: "state",
  async run({ pulumi, stateUrl, isSandbox }) {
    if (isSandbox) {
      return skipped(inSandbox);
    }
    const url = await loggedInTo(pulumi);
    const login = `pulumi login '${stateUrl ?? "s3://<bucket>?region=<region>"}'`;
    if ("why" in url) {
      return url.why.includes("no pulumi on PATH")
        ? skipped("see pulumi")
        : failed(`pulumi is logged in nowhere (${url.why})`, login);
    }
    if (stateUrl === undefined) {
      return url.is.startsWith("file:")
        ? warning(
            `the state is on this machine alone (${url.is}): say where it is to be in environment.aws.state`,
            login,
          )
        : ok(url.is);
    }
    return sameBackend(url.is, stateUrl)
      ? ok(url.is)
      : failed(`pulumi is logged in to ${url.is}, environment.aws.state is ${stateUrl}`, login);
  },
};

async function loggedInTo(
  pulumi: (args: readonly string[]) => Promise<string>,
): Promise<{ readonly is: string } | { readonly why: string }> {
  try {
    const url = member(JSON.parse(await pulumi(["whoami", "--json"])), "url");
    return typeof url === "string" ? { is: url } : { why: "pulumi whoami names no address" };
  } catch (error) {
    return { why: messageOf(error).split("\n")[0] ?? "" };
  }
}

/** Bucket and folder; what follows says how to get there. */
function sameBackend(one: string, other: string): boolean {
  const plain = (url: string) => url.split("?")[0]?.replace(/\/+$/, "");
  return plain(one) === plain(other);
}

/** Whether the backend has the stack. */
export const initialised: Check = {
  name: "stack",
  asks: "state",
  async run({ pulumi, name, secretsProvider }) {
    try {
      const updates: unknown = JSON.parse(await pulumi(["stack", "history", "--json", "--page-size", "1"]));
      return ok(Array.isArray(updates) && updates.length > 0 ? "deployed before" : "made, and never deployed");
    } catch (error) {
      const says = messageOf(error);
      const provider = secretsProvider ?? unnamedKey;
      return /no stack named/.test(says)
        ? failed(`the backend has no stack ${name} yet`, `pulumi stack init ${name} --secrets-provider '${provider}'`)
        : skipped(`not known: ${says.split("\n")[0]}`);
    }
  },
};

/** Whether the secrets are under a key that rights can be given to and taken from. */
export const secretsProvider: Check = {
  name: "secrets provider",
  asks: "stack",
  async run({ secretsProvider: provider, secretsUnder, isSandbox, name }) {
    if (isSandbox) {
      return skipped(inSandbox);
    }
    switch (secretsUnder) {
      case "key":
        return ok(provider ?? "a KMS key");
      case "nothing":
        return skipped("pulumi stack init says what the secrets are under");
      case "something else":
        return warning(
          "the secrets are under a passphrase or a key of Pulumi Cloud, which whoever has it keeps: use a KMS key",
          `pulumi stack change-secrets-provider --stack ${name} '${provider ?? unnamedKey}'`,
        );
    }
  },
};
