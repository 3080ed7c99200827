import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { resolve } from "../../config/resolve.ts";
import type { Stack } from "../../config/stack.ts";
import { type Changes, changed, problems } from "./minimal.ts";

function stackOf(changes: Changes): Stack {
  const resolved = resolve(changed(changes), { stack: "staging" }, (value) => pulumi.secret(value));
  assert.ok("stack" in resolved, JSON.stringify(resolved));
  return resolved.stack;
}

describe("a sidecar of a private registry", () => {
  const digest = `@sha256:${"ab".repeat(32)}`;
  const images = (...secrets: readonly string[]) =>
    Object.fromEntries(
      secrets.map((pullSecret, index) => [`i${index}`, { repository: `ghcr.io/acme/i${index}`, pullSecret }]),
    );
  const changes = (pullSecrets: readonly string[], sidecar: Record<string, unknown>) => ({
    "app.images": { app: "quay.io/acme/shop", ...images(...pullSecrets) },
    "release.images": Object.fromEntries(
      ["app", ...Object.keys(images(...pullSecrets))].map((key) => [key, `sha256:${"ab".repeat(32)}`]),
    ),
    "app.services.api.sidecars": { proxy: sidecar },
    "secrets.ONE": "{}",
    "secrets.TWO": "{}",
  });
  const pulledWith = (pullSecrets: readonly string[], sidecar: Record<string, unknown>) => {
    const { services } = stackOf(changes(pullSecrets, sidecar));
    return services.api?.sidecars.proxy?.pullSecret;
  };

  it("is pulled with the secret of the app's images there, or ECS could not pull it", () => {
    assert.equal(pulledWith(["ONE"], { image: `ghcr.io/acme/proxy${digest}` }), "ONE");
    assert.equal(pulledWith(["ONE"], { image: `quay.io/acme/proxy${digest}` }), undefined);
    assert.equal(pulledWith(["ONE", "TWO"], { image: `ghcr.io/acme/i1:2.0${digest}` }), "TWO");
  });

  it("is pulled with a secret of its own where it names one", () => {
    assert.equal(pulledWith(["ONE"], { image: `ghcr.io/acme/proxy${digest}`, pullSecret: "TWO" }), "TWO");
    assert.equal(pulledWith([], { image: `registry.example.com/proxy${digest}`, pullSecret: "TWO" }), "TWO");
  });

  it("asks for the place's value of that secret, and stores it for its task", () => {
    const own = { image: `ghcr.io/acme/proxy${digest}`, pullSecret: "PROXY_PULL" };
    assert.deepEqual(problems({ "app.services.api.sidecars": { proxy: own } }), [
      "slipway:app.services.api.sidecars.proxy.pullSecret \"PROXY_PULL\": unknown secret: give it with pulumi config set --stack staging --secret --path 'slipway:secrets.PROXY_PULL', or say where it is with pulumi config set --stack staging --path 'slipway:environment.secrets.PROXY_PULL.arn' ARN",
    ]);
    const { secrets } = stackOf({ "app.services.api.sidecars": { proxy: own }, "secrets.PROXY_PULL": "{}" });
    assert.equal(secrets.PROXY_PULL?.kind, "given");
    assert.equal("stored" in Object(secrets.PROXY_PULL), false);
  });

  it("says which of two secrets, when the registry has two", () => {
    assert.deepEqual(problems(changes(["ONE", "TWO"], { image: `ghcr.io/acme/proxy${digest}` })), [
      "slipway:app.services.api.sidecars.proxy.pullSecret: is missing: the app's images in ghcr.io are pulled with ONE and TWO: name the one for this image",
    ]);
  });

  it("gives ECR the credentials that it wants for a registry behind its cache", () => {
    const own = { image: `ghcr.io/acme/proxy${digest}`, pullSecret: "ONE" };
    const { pullThrough } = stackOf({
      "app.images.app": "quay.io/acme/shop",
      "app.services.api.sidecars": { proxy: own },
      "secrets.ONE": "{}",
      "environment.images": { pullThrough: true },
      "release.version": "2.0.0",
    });
    assert.deepEqual(pullThrough["ghcr.io"], { pullSecret: "ONE" });
  });
});
