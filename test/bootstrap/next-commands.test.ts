import assert from "node:assert/strict";
import type { Foundation } from "../../bootstrap/foundation.ts";
import { nextCommands } from "../../bootstrap/next-commands.ts";

const key = { name: "alias/shop-staging", region: "eu-north-1", description: "" };
const foundation: Foundation = {
  app: "shop",
  stack: "staging",
  place: { accountId: "111111111111", region: "eu-north-1" },
  state: "s3://acme-state/shop?region=eu-north-1",
  key,
  secretsUnder: "nothing",
  repositories: [],
  github: {},
};
const next = (own: Partial<Foundation>, argument = "staging") => nextCommands({ ...foundation, ...own }, argument);

describe("what is typed after bootstrap", () => {
  it("makes the stack under the key, as Pulumi takes its address", () => {
    assert.deepEqual(next({}), [
      'pulumi login "s3://acme-state/shop?region=eu-north-1"',
      'pulumi stack init staging --secrets-provider "awskms://alias/shop-staging?region=eu-north-1"',
      "npx slipway doctor staging",
    ]);
  });

  it("has three slashes before an ARN, which is no host", () => {
    const arn = "arn:aws:kms:eu-north-1:111111111111:key/34cd";
    assert.equal(
      next({ key: { ...key, name: arn } })[1],
      `pulumi stack init staging --secrets-provider "awskms:///${arn}?region=eu-north-1"`,
    );
  });

  it("does not make a stack a second time", () => {
    assert.deepEqual(next({ secretsUnder: "key" }), [
      'pulumi login "s3://acme-state/shop?region=eu-north-1"',
      "npx slipway doctor staging",
    ]);
  });

  it("brings secrets that are under a passphrase under the key", () => {
    assert.equal(
      next({ secretsUnder: "something else" })[1],
      'pulumi stack change-secrets-provider --stack staging "awskms://alias/shop-staging?region=eu-north-1"',
    );
  });

  it("leaves it to Pulumi where no state is on S3, and names the stack as one types it", () => {
    const { state: _state, key: _key, ...without } = foundation;
    assert.deepEqual(nextCommands(without, "apps/shop/Pulumi.staging.yaml"), [
      "pulumi stack init staging",
      "npx slipway doctor apps/shop/Pulumi.staging.yaml",
    ]);
  });
});
