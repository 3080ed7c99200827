import assert from "node:assert/strict";
import { gitHubApps } from "../../../bootstrap/github-apps.ts";
import { type BootstrapReport, bootstrapText } from "../../../cli/texts/bootstrap.ts";

const report: BootstrapReport = {
  app: "shop",
  stack: "staging",
  accountId: "111111111111",
  region: "eu-north-1",
  things: [],
  isDone: false,
  hasState: true,
  gitHubApps: [],
  next: ["npx slipway doctor staging"],
  argument: "staging",
};
const textOf = (own: Partial<BootstrapReport>) => bootstrapText({ ...report, ...own });

describe("what bootstrap says", () => {
  it("of GitHub is a form to open, where to install it and what to keep, an app at a time", () => {
    const apps = gitHubApps({ repository: "acme/shop", infrastructure: "acme/infrastructure" }, "shop");
    const text = textOf({ gitHubApps: apps }).replaceAll(/\?name=\S+/g, "?…");
    assert.equal(
      text,
      `staging of shop: account 111111111111, eu-north-1


Nothing to do.

Two GitHub Apps, made once for all stacks, are what the workflows work as. Each link opens GitHub's
form with everything filled in; a person's account has no organisation, so there the link begins
with https://github.com/settings/apps/new.

  reader: looks: preview, drift; metadata, contents, actions, administration, environments, secrets,
      actions_variables, dependabot_secrets, members: read
  1. https://github.com/organizations/acme/settings/apps/new?…
  2. install it on acme/infrastructure and acme/shop, and make a private key on its page
  3. gh variable set SLIPWAY_READER_CLIENT_ID --repo acme/infrastructure --body <its client id>
     gh secret set SLIPWAY_READER_KEY --repo acme/infrastructure < <its key>.pem

  writer: opens pull requests: bump, promote, rollback; metadata: read; contents, pull_requests:
      write
  1. https://github.com/organizations/acme/settings/apps/new?…
  2. install it on acme/infrastructure and acme/shop, and make a private key on its page
  3. gh variable set SLIPWAY_WRITER_CLIENT_ID --repo acme/infrastructure --body <its client id>
     gh secret set SLIPWAY_WRITER_KEY --repo acme/infrastructure < <its key>.pem

Next:
  npx slipway doctor staging
`,
    );
  });

  it("where the stack file names no bucket is the line that names one", () => {
    assert.match(
      textOf({ hasState: false }).replaceAll(/\s+/g, " "),
      /The stack file names no bucket for the state, so no workflow deploys this stack\. To have one made, write aws: \{state: "s3:\/\/shop-state-111111111111\?region=eu-north-1"\} in slipway:environment\./,
    );
  });

  it("is who a thing belongs to where it is another account's", () => {
    const inspection = { is: "there", note: "in account 222222222222, which has to let this one pull" } as const;
    const things = [{ name: "repository shop", asMade: [], inspection }];
    assert.match(
      textOf({ things }),
      /^ {2}= repository shop: in account 222222222222, which has to let this one pull$/m,
    );
  });

  it("counts what is to be put right before anything is made", () => {
    const refused = { name: "key alias/shop", asMade: [], inspection: { is: "refused", why: "is Disabled" } } as const;
    assert.match(
      textOf({ things: [refused, refused] }),
      /^Nothing is made or changed before 2 things marked ✗ are put right\.$/m,
    );
  });

  it("tells apart what is made and what is changed", () => {
    const differences = [
      { today: "is not rotated", change: "is rotated every year" },
      { today: "keeps no old versions", change: "keeps old versions" },
    ];
    const things = [
      { name: "role r", asMade: [], inspection: { is: "missing" } },
      { name: "key k", asMade: [], inspection: { is: "different", differences } },
    ] as const;
    assert.match(
      textOf({ things }),
      /^ {2}~ key k: is not rotated → is rotated every year; keeps no old versions → keeps old versions$/m,
    );
    assert.match(textOf({ things }), /^1 to make, 1 to change: npx slipway bootstrap staging --yes$/m);
    assert.match(textOf({ things, isDone: true }), /^ {2}~ key k now is rotated every year, keeps old versions$/m);
    assert.match(textOf({ things, isDone: true }), /^Done: 1 made, 1 changed\.$/m);
  });
});
