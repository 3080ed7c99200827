import { upstreams } from "../../lib/registry.ts";
import type { InAccount, Model, Rule } from "../model.ts";
import { nameShape } from "./limits.ts";
import { others, regionOf, uniqueName } from "./references.ts";
import { SECRET, SECRET_VERSION } from "./secret-tokens.ts";
import { token } from "./tokens.ts";
import { str } from "./values.ts";

const API = "https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreatePullThroughCacheRule.html";
const GUIDE = "https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache-creating-rule.html";
const MOST_RULES = 50;
const SECRET_NAMES = "ecr-pullthroughcache/";

const knownUpstream: Rule<InAccount> = {
  id: "pull-through-cache-rule-upstream",
  says: "`upstreamRegistryUrl` is a registry that ECR can pull through.",
  source: API,
  refuse({ resource: { inputs } }) {
    const urls = Object.values(upstreams).map(({ url }) => url);
    return urls.includes(str(inputs, "upstreamRegistryUrl") ?? "")
      ? undefined
      : `UnsupportedUpstreamRegistryException: "${inputs.upstreamRegistryUrl}" is not supported: use one of ${urls.join(", ")}`;
  },
};

const hasCredentials: Rule<InAccount> = {
  id: "pull-through-cache-rule-credentials",
  says: "Docker Hub, GitHub and GitLab are pulled through with credentials, the others without.",
  source: "https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache.html",
  refuse({ resource: { inputs } }) {
    const upstream = Object.values(upstreams).find(({ url }) => url === inputs.upstreamRegistryUrl);
    const given = str(inputs, "credentialArn") !== undefined;
    return upstream === undefined || upstream.asksCredentials === given
      ? undefined
      : `InvalidParameterException: ${upstream.url} ${upstream.asksCredentials ? "needs" : "takes no"} credentials: ` +
          `${upstream.asksCredentials ? "give" : "leave out"} credentialArn`;
  },
};

const readableSecret: Rule<InAccount> = {
  id: "pull-through-cache-rule-secret",
  says: `The secret with the credentials exists in this account and region, has a value, and its name begins with \`${SECRET_NAMES}\`.`,
  source: GUIDE,
  refuse({ resource: { inputs }, account }) {
    const arn = str(inputs, "credentialArn");
    if (arn === undefined) return undefined;
    const name = arn.split(":")[6] ?? "";
    if (!name.startsWith(SECRET_NAMES))
      return `InvalidParameterException: credentialArn "${arn}" has the wrong name: use a secret whose name begins with ${SECRET_NAMES}`;
    const beforehand = account.world.existingSecrets.some((secret) => secret.arn === arn);
    const hasValue = account.all(SECRET_VERSION).some(({ outputs }) => outputs.secretId === arn);
    return beforehand || (account.get(SECRET, arn) && hasValue)
      ? undefined
      : `SecretNotFoundException: The ARN of the secret specified in the pull through cache rule was not found, or it has no value: "${arn}": create the secret and its version first`;
  },
};

const quota: Rule<InAccount> = {
  id: "pull-through-cache-rule-quota",
  says: `A registry has at most ${MOST_RULES} pull-through cache rules.`,
  source: "https://docs.aws.amazon.com/AmazonECR/latest/userguide/service-quotas.html",
  refuse: (subject) =>
    others(subject, token.pullThroughRule).length < MOST_RULES
      ? undefined
      : `LimitExceededException: ${subject.place.accountId} has ${MOST_RULES} pull through cache rules in ${subject.place.region}: delete one`,
};

const pullThroughCacheRule: Model = {
  type: token.pullThroughRule,
  checks: [
    nameShape({
      id: "pull-through-cache-rule-prefix",
      input: "ecrRepositoryPrefix",
      min: 2,
      max: 30,
      pattern: /^((?:[a-z0-9]+(?:[._-][a-z0-9]+)*\/)*[a-z0-9]+(?:[._-][a-z0-9]+)*\/?|ROOT)$/,
      allowed: "lower-case letters and digits, with single . _ - / between them",
      source: API,
    }),
  ],
  identify: (inputs) => str(inputs, "ecrRepositoryPrefix") ?? "",
  outputs: (inputs, _id, _seed, place) => ({ region: regionOf(inputs, place), registryId: place.accountId }),
  requires: [
    uniqueName({
      id: "pull-through-cache-rule-unique",
      type: token.pullThroughRule,
      input: "ecrRepositoryPrefix",
      noun: "pull-through cache rule",
      code: "PullThroughCacheRuleAlreadyExistsException",
      source: API,
    }),
    knownUpstream,
    hasCredentials,
    readableSecret,
    quota,
  ],
  replaces: "as the specification says",
  blocksDelete: { none: "ECR deletes a rule at any time; the repositories that it has filled stay" },
};

/** What a private registry of ECR pulls from others. */
export const models: readonly Model[] = [pullThroughCacheRule];
