import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gitHubApps } from "../../bootstrap/github-apps.ts";
import { checkout } from "../support/stack-files.ts";

const two = { repository: "acme/shop", infrastructure: "acme/infrastructure" };

describe("the two GitHub Apps", () => {
  it("are none where the app names no repository", () => {
    assert.deepEqual(gitHubApps({}, "shop"), []);
  });

  it("open GitHub's form with name, page and rights filled in, private and without a webhook", () => {
    const [reader, writer] = gitHubApps(two, "shop").map(({ link }) => new URL(link));
    assert.equal(`${reader?.origin}${reader?.pathname}`, "https://github.com/organizations/acme/settings/apps/new");
    assert.deepEqual(Object.fromEntries(reader?.searchParams ?? []), {
      name: "acme-shop-reader",
      url: "https://github.com/acme/infrastructure",
      public: "false",
      webhook_active: "false",
      metadata: "read",
      contents: "read",
      actions: "read",
      administration: "read",
      environments: "read",
      secrets: "read",
      actions_variables: "read",
      dependabot_secrets: "read",
      members: "read",
    });
    const { name, url, public: isPublic, webhook_active, ...rights } = Object.fromEntries(writer?.searchParams ?? []);
    assert.deepEqual(
      [name, url, isPublic, webhook_active],
      ["acme-shop-writer", `https://github.com/${two.infrastructure}`, "false", "false"],
    );
    assert.deepEqual(rights, { metadata: "read", contents: "write", pull_requests: "write" });
  });

  it("are installed on both repositories, or on the one that there is", () => {
    assert.deepEqual(
      gitHubApps(two, "shop").map(({ on }) => on),
      [
        ["acme/infrastructure", "acme/shop"],
        ["acme/infrastructure", "acme/shop"],
      ],
    );
    const one = { repository: "acme/shop", infrastructure: "acme/shop" };
    assert.deepEqual(gitHubApps(one, "shop")[0]?.on, ["acme/shop"]);
  });

  it("have names that GitHub takes, however long those of the owner and the app are", () => {
    const long = { repository: `${"a".repeat(39)}/shop`, infrastructure: `${"a".repeat(39)}/shop` };
    for (const { link } of gitHubApps(long, "shop")) {
      const name = new URL(link).searchParams.get("name") ?? "";
      assert.match(name, /^[a-z0-9][a-z0-9-]{0,33}$/);
    }
  });

  it("ask for no right that a workflow does not use, and for each that one does", () => {
    const [, writer] = gitHubApps(two, "shop");
    const asked = new Set(
      ["deploy", "promote", "release", "rollback"].flatMap((name) =>
        [
          ...readFileSync(join(checkout, ".github", "workflows", `${name}.yml`), "utf8").matchAll(
            /permission-([a-z-]+): write/g,
          ),
        ].map(([, right = ""]) => right.replaceAll("-", "_")),
      ),
    );
    const has = Object.entries(writer?.permissions ?? {}).flatMap(([right, is]) => (is === "write" ? [right] : []));
    assert.deepEqual(new Set(has), asked);
  });
});
