import type { InAccount, Model, Rule, Values } from "../model.ts";
import { globalArn } from "./identifiers.ts";
import { others } from "./references.ts";
import { token } from "./tokens.ts";
import { str, texts } from "./values.ts";

const create = "https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateOpenIDConnectProvider.html";

/** A provider's URL as IAM keeps it: without `https://`. */
function hostOf(inputs: Values): string {
  return (str(inputs, "url") ?? "").replace(/^https:\/\//, "").replace(/\/$/, "");
}

const urlShape: Rule<Values> = {
  id: "open-id-connect-provider-url",
  says: "`url` begins with `https://` and has no port and no query.",
  source: create,
  refuse(values) {
    const url = str(values, "url");
    return url === undefined || /^https:\/\/[a-z0-9.-]+(\/[^?:]*)?$/i.test(url)
      ? undefined
      : `ValidationError: invalid OpenID Connect provider URL "${url}": write it like https://token.actions.githubusercontent.com`;
  },
};

const thumbprints: Rule<Values> = {
  id: "open-id-connect-provider-thumbprints",
  says: "There are at most 5 thumbprints of 40 hexadecimal digits, and at most 100 client ids.",
  source: create,
  refuse(values) {
    const prints = texts(values, "thumbprintLists");
    const wrong = prints.find((print) => !/^[0-9a-f]{40}$/i.test(print));
    if (wrong !== undefined || prints.length > 5) {
      return `ValidationError: thumbprintLists ${JSON.stringify(prints)} is not allowed: use at most 5 of 40 hexadecimal digits, or leave it out`;
    }
    const clients = texts(values, "clientIdLists").length;
    return clients <= 100 ? undefined : `LimitExceeded: ${clients} client ids: use at most 100`;
  },
};

const once: Rule<InAccount> = {
  id: "open-id-connect-provider-once",
  says: "An account has one OpenID Connect provider for a URL.",
  source: create,
  refuse(subject) {
    const url = hostOf(subject.resource.inputs);
    const other = others(subject, token.oidcProvider).find(({ outputs }) => outputs.url === url);
    return other === undefined
      ? undefined
      : `EntityAlreadyExists: provider with url https://${url} already exists (${other.id}): one stack of the account ` +
          "owns it (sharedAccountOwner), the others only use its ARN";
  },
};

/** Whose tokens roles of the account may trust. */
export const oidcProvider: Model = {
  type: token.oidcProvider,
  checks: [urlShape, thumbprints],
  identify: (inputs, _seed, place) => globalArn(place, "iam", `oidc-provider/${hostOf(inputs)}`),
  outputs: (inputs, id) => ({ arn: id, thumbprintLists: texts(inputs, "thumbprintLists"), url: hostOf(inputs) }),
  requires: [once],
  replaces: "as the specification says",
  blocksDelete: { none: "IAM deletes a provider that roles still trust: they can no longer be taken" },
};
