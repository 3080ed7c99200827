import assert from "node:assert/strict";
import { LogGroup } from "@pulumi/aws/cloudwatch/logGroup.js";
import * as pulumi from "@pulumi/pulumi";
import type { CachedImage } from "../../cloud/cloud.ts";
import { type PulledImage, PullThroughCache, type PullThroughCacheArgs } from "../../components/pull-through-cache.ts";
import { answered, at, type Declared, declareComponent, ofType, paths } from "../support/declare-stack.ts";

const digest = `sha256:${"0".repeat(64)}`;
const shop = { uri: `ghcr.io/acme/shop@${digest}`, tag: "sha-1a2b" };
const ecr = "111111111111.dkr.ecr.eu-north-1.amazonaws.com";
const token = "ghp_a_token_that_nobody_may_see";

const defaults = (): PullThroughCacheArgs => ({
  prefix: "shop-staging",
  accountId: "111111111111",
  region: "eu-north-1",
  registries: { "ghcr.io": { pullSecret: "GHCR_PULL" }, "public.ecr.aws": {} },
  secrets: {
    values: { GHCR_PULL: pulumi.secret(JSON.stringify({ username: "octocat", password: token })) },
    references: {},
  },
  secretRecoveryDays: 7,
  cloud: { warm: async () => {} },
});

async function cache(own: Partial<PullThroughCacheArgs> = {}): Promise<Declared & { readonly made: PullThroughCache }> {
  let made: PullThroughCache | undefined;
  const declared = await declareComponent(() => {
    made = new PullThroughCache("images", { ...defaults(), ...own });
  });
  assert(made);
  return { ...declared, made };
}

/** The hooks of a task definition with some images. */
async function warmed(
  images: readonly PulledImage[],
  warm: PullThroughCacheArgs["cloud"]["warm"] = async () => {},
): Promise<readonly pulumi.ResourceHook[]> {
  let hooks: readonly pulumi.ResourceHook[] = [];
  await declareComponent(() => {
    hooks = new PullThroughCache("images", { ...defaults(), cloud: { warm } }).warm("api", images);
  });
  return hooks;
}

describe("PullThroughCache", () => {
  it("has a rule for each registry, whose prefix is the stack's own, since an account has one of a name", async () => {
    const declared = await cache();
    assert.deepEqual(
      ofType(declared, "PullThroughCacheRule").map(({ path, inputs }) => [
        path,
        inputs.ecrRepositoryPrefix,
        inputs.upstreamRegistryUrl,
      ]),
      [
        ["images/images-ghcr.io", "shop-staging-ghcr-io", "ghcr.io"],
        ["images/images-public.ecr.aws", "shop-staging-public-ecr-aws", "public.ecr.aws"],
      ],
    );
  });

  it("calls Docker Hub what ECR calls it, and keeps prefixes within ECR's 30 characters", async () => {
    const registries = { "docker.io": { pullSecret: "GHCR_PULL" }, "registry.gitlab.com": { pullSecret: "GHCR_PULL" } };
    const rules = ofType(await cache({ prefix: "a-shop-of-a-team-production", registries }), "PullThroughCacheRule");
    assert.equal(rules[0]?.inputs.upstreamRegistryUrl, "registry-1.docker.io");
    for (const { inputs } of rules) {
      assert.match(String(inputs.ecrRepositoryPrefix), /^[a-z0-9]+(-[a-z0-9]+)*$/);
      assert(String(inputs.ecrRepositoryPrefix).length <= 30);
    }
    assert.equal(new Set(rules.map(({ inputs }) => inputs.ecrRepositoryPrefix)).size, 2);
  });

  it("stores credentials under the name that ECR may read, and in its words", async () => {
    const declared = await cache();
    const secret = at(declared, "images/images-ghcr.io-credentials").inputs;
    assert.deepEqual([secret.name, secret.recoveryWindowInDays], ["ecr-pullthroughcache/shop-staging/ghcr.io", 7]);
    assert.deepEqual(JSON.parse(String(answered(declared, "images/images-ghcr.io-credentials-value").secretString)), {
      username: "octocat",
      accessToken: token,
    });
    assert.equal(
      at(declared, "images/images-ghcr.io").inputs.credentialArn,
      answered(declared, "images/images-ghcr.io-credentials").arn,
    );
  });

  it("shows the token nowhere, though it is taken apart on its way", async () => {
    const { resources, outputs } = await cache();
    assert(!JSON.stringify([resources, outputs]).includes(token));
  });

  it("makes a rule only when its credentials have a value, which ECR looks at", async () => {
    const declared = await cache();
    const { dependsOn } = at(declared, "images/images-ghcr.io");
    assert(dependsOn.includes(at(declared, "images/images-ghcr.io-credentials-value").urn));
  });

  it("gives no credentials to a registry of which ECR takes none", async () => {
    const declared = await cache({ registries: { "quay.io": { pullSecret: "GHCR_PULL" } } });
    assert.equal(at(declared, "images/images-quay.io").inputs.credentialArn, undefined);
    assert.deepEqual(ofType(declared, "secretsmanager/secret:Secret"), []);
  });

  it("uses a secret that exists already as it is, and copies no value out of it", async () => {
    const arn = "arn:aws:secretsmanager:eu-north-1:111111111111:secret:ecr-pullthroughcache/ghcr-AbCdEf";
    const declared = await cache({ secrets: { values: {}, references: { GHCR_PULL: { arn, valueFrom: arn } } } });
    assert.equal(at(declared, "images/images-ghcr.io").inputs.credentialArn, arn);
    assert.deepEqual(ofType(declared, "secretsmanager/secret:Secret"), []);
  });

  it("rewrites images of its registries, and no others", async () => {
    const { made } = await cache();
    assert.equal(made.uriOf(shop), `${ecr}/shop-staging-ghcr-io/acme/shop@${digest}`);
    assert.equal(made.uriOf({ uri: `quay.io/acme/shop@${digest}` }), `quay.io/acme/shop@${digest}`);
    assert.deepEqual([made.pulls(shop.uri), made.pulls(`quay.io/acme/shop@${digest}`)], [true, false]);
  });

  it("names the repositories that it fills, and no others of the account", async () => {
    const { made } = await cache();
    assert.deepEqual(made.repositoryArns, [
      "arn:aws:ecr:eu-north-1:111111111111:repository/shop-staging-ghcr-io/*",
      "arn:aws:ecr:eu-north-1:111111111111:repository/shop-staging-public-ecr-aws/*",
    ]);
  });

  it("has ECR pull each image by its tag before it is named by its digest, which ECR would not find", async () => {
    const asked: CachedImage[] = [];
    const sidecar = { uri: `ghcr.io/acme/proxy:1.2@${digest}` };
    const elsewhere = { uri: `quay.io/acme/shop@${digest}`, tag: "1" };
    const [hook, ...others] = await warmed([shop, sidecar, elsewhere], async (image) => void asked.push(image));
    assert(hook);
    assert.deepEqual([hook.name, others], ["api-warm", []]);
    await hook.callback({} as never);
    assert.deepEqual(asked, [
      { repository: "shop-staging-ghcr-io/acme/shop", tag: "sha-1a2b", digest },
      { repository: "shop-staging-ghcr-io/acme/proxy", tag: "1.2", digest },
    ]);
  });

  it("fails when ECR does not get the image, so that no task definition names what cannot be pulled", async () => {
    const [hook] = await warmed([shop], () => Promise.reject(new Error("its tag has another digest now")));
    await assert.rejects(async () => hook?.callback({} as never), /another digest/);
  });

  it("has no hook where no image comes through it", async () => {
    assert.deepEqual(await warmed([{ uri: `quay.io/acme/shop@${digest}`, tag: "1" }]), []);
  });

  it("is ready when its rules are", async () => {
    const declared = await declareComponent(() => {
      const { ready } = new PullThroughCache("images", defaults());
      new LogGroup("after", { name: "after" }, { dependsOn: ready });
    });
    const { dependsOn } = at(declared, "after");
    assert.deepEqual(
      paths(declared.resources.filter(({ urn }) => dependsOn.includes(urn))),
      paths(ofType(declared, "PullThroughCacheRule")),
    );
  });
});
