import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { Network } from "../../components/network.ts";
import { PullThroughCache } from "../../components/pull-through-cache.ts";
import { publicImages } from "../../lib/public-images.ts";
import type { PlannedResource } from "../../plan/plan.ts";
import { whyNotPulled } from "../../sandbox/images.ts";
import type { InAccount, Resource, Rule } from "../../sandbox/model.ts";
import { egressOf } from "../../sandbox/models/network.ts";
import { modelOf } from "../../sandbox/models/registry.ts";
import { warm } from "../../sandbox/pull-through.ts";
import { Cloud } from "../sandbox/models/cloud.ts";
import { answered, type Declared, declareComponent, place } from "../support/declare-stack.ts";

const { uri, tag } = publicImages.postgres;
const [repository = "", digest = ""] = uri.split("@");
const shop = { uri: `ghcr.io/acme/shop@${digest}`, tag: "sha-1a2b" };
const held = { digests: [digest], platforms: ["linux/amd64" as const], private: false };

/** What a network without a way out and a cache declare, and what the account says of each, as far as it refuses it. */
async function broughtUp() {
  let cache: PullThroughCache | undefined;
  const declared = await declareComponent(() => {
    const where = { prefix: "shop-staging", ...place };
    new Network("network", {
      ...where,
      cidr: "10.20.0.0/16",
      zones: ["eu-north-1a", "eu-north-1b"],
      nat: "none",
      endpoints: ["ecr.api", "ecr.dkr", "logs", "secretsmanager"],
      flowLogs: "all",
      protect: false,
      logRetentionDays: 7,
    });
    cache = new PullThroughCache("images", {
      ...where,
      registries: { "ghcr.io": { pullSecret: "GHCR_PULL" }, "public.ecr.aws": {} },
      secrets: { values: { GHCR_PULL: pulumi.secret('{"username":"octocat","password":"x"}') }, references: {} },
      secretRecoveryDays: 0,
      cloud: { warm: async () => {} },
    });
  });
  assert(cache);
  const cloud = new Cloud({ images: { "ghcr.io/acme/shop": held, [repository]: held } });
  return { declared, cache, cloud, refusals: putAll(cloud, declared) };
}

/** Puts what is declared into an account, each resource once its rules hold; returns what they say when none do. */
function putAll({ account, place: where }: Cloud, declared: Declared): string[] {
  let pending = declared.resources.filter(({ type }) => type.startsWith("aws:"));
  for (;;) {
    const refused = pending.flatMap((planned) => {
      const resource = made(declared, planned);
      const reason = refusal({ resource, account, place: where });
      if (reason === undefined) account.put(resource);
      return reason === undefined ? [] : [{ planned, reason }];
    });
    if (refused.length === pending.length) return refused.map(({ planned, reason }) => `${planned.path}: ${reason}`);
    pending = refused.map(({ planned }) => planned);
  }
}

function made(declared: Declared, { type, path, inputs }: PlannedResource): Resource {
  const { urn, ...outputs } = answered(declared, path);
  return { type, id: String(outputs.id), inputs, outputs };
}

function refusal(subject: InAccount): string | undefined {
  const requires = modelOf(subject.resource.type)?.requires ?? [];
  const rules: readonly Rule<InAccount>[] = "none" in requires ? [] : requires;
  return rules.map((rule) => rule.refuse(subject)).find((reason) => reason !== undefined);
}

describe("a stack without a way to the internet", () => {
  it("declares a network and a cache that AWS takes, as far as the sandbox knows its rules", async () => {
    assert.deepEqual((await broughtUp()).refusals, []);
  });

  it("gives each of its private subnets every service that a task needs to start", async () => {
    const { declared, cloud } = await broughtUp();
    for (const zone of ["eu-north-1a", "eu-north-1b"]) {
      const subnet = String(answered(declared, `network/network-private-${zone}`).id);
      assert.deepEqual(egressOf(subnet, cloud.account), {
        endpoints: ["ecr.api", "ecr.dkr", "logs", "s3", "secretsmanager"],
      });
    }
  });

  it("leaves its data subnets without any, but for names that are the same in the whole network", async () => {
    const { declared, cloud } = await broughtUp();
    const egress = egressOf(String(answered(declared, "network/network-data-eu-north-1a").id), cloud.account);
    assert(typeof egress === "object" && !egress.endpoints.includes("s3"));
  });

  for (const image of [shop, { uri, tag }]) {
    it(`finds ${image.uri.split("@")[0]} where the cache says that it is, once it was warmed`, async () => {
      const { cache, cloud } = await broughtUp();
      const cached = cache.uriOf(image);
      assert.match(whyNotPulled(cloud.account, cached, "linux/amd64") ?? "", /serves a digest only once/);
      const [path = ""] = cached.slice(cached.indexOf("/") + 1).split("@");
      warm(cloud.account, cloud.place, { repository: path, tag: image.tag, digest });
      assert.equal(whyNotPulled(cloud.account, cached, "linux/amd64"), undefined);
    });
  }
});
