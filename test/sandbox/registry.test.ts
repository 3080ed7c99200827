import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { imageIn } from "../../cloud/registry.ts";
import { Faults } from "../../sandbox/faults.ts";
import { type Sandbox, startSandbox } from "../../sandbox/server/serve.ts";
import { emptyWorld } from "../../sandbox/world.ts";
import { withEnvironment } from "../support/environment.ts";

const digest = (digit: string) => `sha256:${digit.repeat(64)}`;

describe("the sandbox's registries, asked by slipway's own client", () => {
  const folder = mkdtempSync(join(tmpdir(), "slipway-registries-"));
  const world = emptyWorld({
    images: {
      "ghcr.io/acme/api": { digests: [digest("a")], platforms: ["linux/amd64"], private: false },
      "ghcr.io/acme/hidden": { digests: [digest("b")], platforms: ["linux/arm64"], private: true },
      postgres: { digests: [digest("c")], platforms: ["linux/amd64", "linux/arm64"], private: false },
    },
  });
  let sandbox: Sandbox;
  let url = "";
  before(async () => {
    sandbox = await startSandbox({ folder, world, faults: new Faults([]), pace: 0, port: 0, note: () => {} });
    url = sandbox.environment.SLIPWAY_CLOUD_URL ?? "";
  });
  after(() => {
    sandbox.close();
    rmSync(folder, { recursive: true });
  });
  withEnvironment(() => ({ ...sandbox.environment }));

  it("tell what the world says, so that a bump is refused here for what it would be refused for outside", async () => {
    assert.deepEqual(await imageIn({ repository: "ghcr.io/acme/api", digest: digest("a") }), {
      platforms: ["linux/amd64"],
    });
    assert.equal(await imageIn({ repository: "ghcr.io/acme/api", digest: digest("b") }), undefined);
    assert.equal(await imageIn({ repository: "ghcr.io/acme/nobody", digest: digest("a") }), undefined);
  });

  it("know Docker Hub's images under its short names and its long ones", async () => {
    for (const repository of ["postgres", "docker.io/library/postgres"]) {
      assert.deepEqual(await imageIn({ repository, digest: digest("c") }), {
        platforms: ["linux/amd64", "linux/arm64"],
      });
    }
  });

  it("show a private image with a token alone, and only with the one for it", async () => {
    const path = `${url}/registry/ghcr.io/v2/acme/hidden/manifests/${digest("b")}`;
    const refused = await fetch(path);
    assert.equal(refused.status, 401);
    assert.equal(
      refused.headers.get("www-authenticate"),
      `Bearer realm="${url}/registry/ghcr.io/token",service="ghcr.io",scope="repository:acme/hidden:pull"`,
    );
    const answer = await fetch(`${url}/registry/ghcr.io/token?scope=repository:acme/api:pull`);
    const { token } = (await answer.json()) as { token: string };
    assert.equal((await fetch(path, { headers: { authorization: `Bearer ${token}` } })).status, 401);
    assert.deepEqual(await imageIn({ repository: "ghcr.io/acme/hidden", digest: digest("b") }), {
      platforms: ["linux/arm64"],
    });
  });

  it("say which line of the world is missing, to whoever asks for a digest that is not there", async () => {
    const answer = await fetch(`${url}/registry/ghcr.io/v2/acme/api/manifests/${digest("b")}`);
    const { errors } = (await answer.json()) as { errors: { code: string; message: string }[] };
    assert.equal(answer.status, 404);
    assert.deepEqual(errors, [
      {
        code: "MANIFEST_UNKNOWN",
        message: `manifest unknown: add it to world.yaml:\n    images:\n      ghcr.io/acme/api:\n        digests: ["${digest("b")}"]`,
      },
    ]);
  });

  it("are asked where the sandbox is attached alone, because a variable that was left over must not answer for them", async () => {
    delete process.env.PULUMI_DEBUG_PROVIDERS;
    await assert.rejects(imageIn({ repository: "ghcr.io/acme/api", digest: digest("a") }), /attaches no aws/);
  });
});
