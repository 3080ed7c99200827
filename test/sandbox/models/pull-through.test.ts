import assert from "node:assert/strict";
import { SECRET, SECRET_VERSION } from "../../../sandbox/models/secret-tokens.ts";
import { token } from "../../../sandbox/models/tokens.ts";
import { warm } from "../../../sandbox/pull-through.ts";
import { digest, world } from "./app.ts";
import { breaks, passes } from "./cases.ts";
import { Cloud } from "./cloud.ts";

/** An account with credentials for a registry; `name` is that of their secret. */
function withSecret(name = "ecr-pullthroughcache/ghcr", cloud = new Cloud(world)) {
  const secret = cloud.make(SECRET, { name });
  return { cloud, secret };
}

function withValue(name?: string) {
  const { cloud, secret } = withSecret(name);
  cloud.make(SECRET_VERSION, { secretId: secret.id, secretString: "{}" });
  const inputs = { ecrRepositoryPrefix: "shop-ghcr", upstreamRegistryUrl: "ghcr.io", credentialArn: secret.id };
  return { cloud, inputs };
}

const rule = (more: object = {}, name?: string) => {
  const { cloud, inputs } = withValue(name);
  return cloud.creating(token.pullThroughRule, { ...inputs, ...more });
};

describe("the sandbox's pull-through cache rule", () => {
  breaks("pull-through-cache-rule-prefix", "capitals", { ecrRepositoryPrefix: "Shop" }, "lower-case");
  breaks("pull-through-cache-rule-prefix", "31 characters", { ecrRepositoryPrefix: "a".repeat(31) }, "2 to 30");
  breaks(
    "pull-through-cache-rule-prefix",
    "two hyphens in a row",
    { ecrRepositoryPrefix: "shop--ghcr" },
    "between them",
  );
  passes("pull-through-cache-rule-prefix", "words with hyphens", { ecrRepositoryPrefix: "shop-staging-ghcr-io" });

  breaks(
    "pull-through-cache-rule-unique",
    "a prefix that another rule has",
    () => {
      const { cloud, inputs } = withValue();
      cloud.make(token.pullThroughRule, inputs);
      return cloud.creating(token.pullThroughRule, inputs);
    },
    "PullThroughCacheRuleAlreadyExistsException",
  );
  passes("pull-through-cache-rule-unique", "a prefix of its own", () => rule());

  breaks(
    "pull-through-cache-rule-upstream",
    "a registry that ECR does not know",
    () => rule({ upstreamRegistryUrl: "docker.io" }),
    "registry-1.docker.io",
  );
  passes("pull-through-cache-rule-upstream", "a registry that ECR knows", () => rule());

  breaks(
    "pull-through-cache-rule-credentials",
    "GitHub's registry without credentials, although the image is public",
    () => rule({ credentialArn: "" }),
    "needs credentials",
  );
  breaks(
    "pull-through-cache-rule-credentials",
    "credentials for ECR's public gallery",
    () => rule({ upstreamRegistryUrl: "public.ecr.aws" }),
    "takes no credentials",
  );
  passes("pull-through-cache-rule-credentials", "GitHub's registry with credentials", () => rule());

  breaks("pull-through-cache-rule-secret", "a secret of another name", () => rule({}, "shop/GHCR"), "wrong name");
  breaks(
    "pull-through-cache-rule-secret",
    "a secret without a value",
    () => {
      const { cloud, secret } = withSecret();
      return cloud.creating(token.pullThroughRule, { upstreamRegistryUrl: "ghcr.io", credentialArn: secret.id });
    },
    "has no value",
  );
  passes("pull-through-cache-rule-secret", "a secret with a value", () => rule());
  passes("pull-through-cache-rule-secret", "a secret that existed before", () => {
    const arn = "arn:aws:secretsmanager:eu-north-1:111111111111:secret:ecr-pullthroughcache/old-AbCdEf";
    const cloud = new Cloud({ existingSecrets: [{ arn }] });
    return cloud.creating(token.pullThroughRule, { upstreamRegistryUrl: "ghcr.io", credentialArn: arn });
  });

  const rules = (count: number) => () => {
    const cloud = new Cloud();
    for (let n = 0; n < count; n += 1) {
      cloud.given(token.pullThroughRule, { ecrRepositoryPrefix: `shop-${n}`, upstreamRegistryUrl: "quay.io" });
    }
    return cloud.creating(token.pullThroughRule, { ecrRepositoryPrefix: "shop", upstreamRegistryUrl: "quay.io" });
  };
  breaks("pull-through-cache-rule-quota", "a fifty-first rule", rules(50), "LimitExceededException");
  passes("pull-through-cache-rule-quota", "a fiftieth rule", rules(49));
});

describe("the pull of an image through the sandbox's cache", () => {
  const image = { repository: "shop-ghcr/acme/shop", tag: "1.2", digest };

  it("finds it where the rule leads, as often as it is asked", () => {
    const { cloud, inputs } = withValue();
    cloud.make(token.pullThroughRule, inputs);
    warm(cloud.account, cloud.place, image);
    assert.doesNotThrow(() => warm(cloud.account, cloud.place, image));
  });

  it("finds nothing without a rule, or with one of another region", () => {
    const { cloud, inputs } = withValue();
    assert.throws(() => warm(cloud.account, cloud.place, image), /RepositoryNotFoundException.*create the rule first/);
    cloud.make(token.pullThroughRule, inputs);
    const elsewhere = { ...cloud.place, region: "eu-west-1" };
    assert.throws(() => warm(cloud.account, elsewhere, image), /RepositoryNotFoundException/);
  });

  it("does not find what its registry does not hold, and says which line of the world would hold it", () => {
    const { cloud, inputs } = withValue();
    cloud.make(token.pullThroughRule, inputs);
    assert.throws(
      () => warm(cloud.account, cloud.place, { ...image, repository: "shop-ghcr/acme/web" }),
      /ImageNotFoundException: ghcr\.io\/acme\/web:1\.2 .*add it to world\.yaml/s,
    );
  });
});
