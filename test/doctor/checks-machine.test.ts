import assert from "node:assert/strict";
import { configuration } from "../../doctor/checks/configuration.ts";
import { credentials } from "../../doctor/checks/credentials.ts";
import { backend, initialised, secretsProvider } from "../../doctor/checks/state.ts";
import { aws, docker, gh, git, node, pulumi, sessionManager } from "../../doctor/checks/tools.ts";
import { job, webService } from "../support/minimal.ts";
import { defaultStack, goodAccount, healthy, machine, smallest } from "./healthy.ts";

const bare = { machine: machine({}) };
const path = 'export PATH="$PWD/node_modules/.bin:$PATH"';

describe("a tool that the doctor misses", () => {
  it("is a node that runs TypeScript, since plain pulumi takes the first one on PATH", async () => {
    assert.deepEqual(await node.run(healthy(smallest(), bare)), {
      is: "warning",
      says: "there is no node on PATH, which pulumi starts the program with: npx slipway brings its own",
      mend: [path],
    });
    assert.deepEqual(await node.run(healthy(smallest(), { machine: machine({ node: "v20.20.2" }) })), {
      is: "warning",
      says: "the node on PATH is v20.20.2, and pulumi up needs 24 or newer: npm ci has brought one",
      mend: [path],
    });
  });

  it("is git, which records and promotions are written with", async () => {
    assert.deepEqual(await git.run(healthy(smallest(), bare)), {
      is: "failed",
      says: "there is no git on PATH, which records and promotions are written with",
      mend: ["https://git-scm.com/downloads"],
    });
  });

  it("is a pulumi that is new enough; the sandbox brings its own", async () => {
    const mend = ["curl -fsSL https://get.pulumi.com | sh"];
    assert.deepEqual(await pulumi.run(healthy(smallest(), bare)), {
      is: "failed",
      says: "there is no pulumi on PATH: slipway needs 3.238.0 or newer",
      mend,
    });
    assert.deepEqual(await pulumi.run(healthy(smallest(), { machine: machine({ pulumi: "v3.200.1" }) })), {
      is: "failed",
      says: "pulumi 3.200.1 is on PATH: slipway needs 3.238.0 or newer of the same major version",
      mend,
    });
    assert.deepEqual(await pulumi.run(healthy(smallest(), { ...bare, isSandbox: true })), {
      is: "skipped",
      says: "the sandbox brings its own pulumi",
    });
  });

  it("is never the AWS CLI, which only commands of the docs need", async () => {
    assert.deepEqual(await aws.run(healthy(smallest(), bare)), {
      is: "skipped",
      says: "no AWS CLI is needed, but to log in with",
    });
  });

  it("is gh only where no variable has a token for GitHub", async () => {
    const declared = await defaultStack("staging");
    assert.deepEqual(await gh.run(healthy(declared, bare)), {
      is: "warning",
      says: "there is no gh on PATH, which has the token for GitHub",
      mend: ["https://cli.github.com", "gh auth login"],
    });
    assert.equal((await gh.run(healthy(declared, { machine: machine({}, { GH_TOKEN: "x" }) }))).is, "skipped");
    assert.equal((await gh.run(healthy(smallest(), bare))).says, "app.delivery names no repository");
  });

  it("is the plugin for a shell only where a service lets people in", async () => {
    const open = { api: webService({ exec: { because: "a test" } }), web: webService() };
    assert.deepEqual(await sessionManager.run(healthy(smallest({ services: open }), bare)), {
      is: "warning",
      says: "there is no session-manager-plugin on PATH, which npx slipway exec opens a shell in api with",
      mend: [
        "https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager-working-with-install-plugin.html",
      ],
    });
    assert.equal((await sessionManager.run(healthy(smallest(), bare))).says, "no service says exec");
  });

  it("is Docker only where an image is built on this machine", async () => {
    const image = { uri: "shop:staging", architecture: "arm64" as const, build: { context: "." } };
    const built = smallest({ jobs: { nightly: job({ image }) } });
    assert.deepEqual(await docker.run(healthy(built, bare)), {
      is: "failed",
      says: "an image says build, and no Docker answers: start it, or let a workflow build",
      mend: ["docker version"],
    });
    assert.equal((await docker.run(healthy(built))).is, "ok");
  });
});

describe("the state of a stack", () => {
  const loggedInTo = (url: string) => ({ pulumi: async () => JSON.stringify({ user: "ines", url }) });

  it("is where the stack file says, however the address goes on", async () => {
    assert.deepEqual(await backend.run(healthy(smallest(), loggedInTo("s3://acme-pulumi-state/harbour/"))), {
      is: "ok",
      says: "s3://acme-pulumi-state/harbour/",
    });
  });

  it("elsewhere is a failure, because an up would begin with nothing and make everything twice", async () => {
    assert.deepEqual(await backend.run(healthy(smallest(), loggedInTo("file://~"))), {
      is: "failed",
      says: "pulumi is logged in to file://~, environment.aws.state is s3://acme-pulumi-state/harbour?region=eu-north-1",
      mend: ["pulumi login 's3://acme-pulumi-state/harbour?region=eu-north-1'"],
    });
  });

  it("on this machine alone is a warning where the stack file wants it nowhere in particular", async () => {
    const { stateUrl: _, ...context } = healthy(smallest(), loggedInTo("file://~"));
    assert.deepEqual(await backend.run(context), {
      is: "warning",
      says: "the state is on this machine alone (file://~): say where it is to be in environment.aws.state",
      mend: ["pulumi login 's3://<bucket>?region=<region>'"],
    });
  });

  it("is nowhere before pulumi is logged in", async () => {
    const pulumi = () => Promise.reject(new Error("pulumi whoami failed: no credentials\nmore"));
    assert.deepEqual(await backend.run(healthy(smallest(), { pulumi })), {
      is: "failed",
      says: "pulumi is logged in nowhere (pulumi whoami failed: no credentials)",
      mend: ["pulumi login 's3://acme-pulumi-state/harbour?region=eu-north-1'"],
    });
  });

  it("is not asked without a pulumi, which is missed by itself", async () => {
    const pulumi = () => Promise.reject(new Error("there is no pulumi on PATH"));
    assert.deepEqual(await backend.run(healthy(smallest(), { pulumi })), { is: "skipped", says: "see pulumi" });
  });

  it("has no stack before stack init, whose command names the key", async () => {
    const pulumi = () => Promise.reject(new Error("error: no stack named 'staging' found"));
    assert.deepEqual(await initialised.run(healthy(smallest(), { pulumi })), {
      is: "failed",
      says: "the backend has no stack staging yet",
      mend: ["pulumi stack init staging --secrets-provider 'awskms://alias/harbour-staging?region=eu-north-1'"],
    });
    assert.deepEqual(await initialised.run(healthy(smallest(), { pulumi: async () => "[]" })), {
      is: "ok",
      says: "made, and never deployed",
    });
    const refused = () => Promise.reject(new Error("AccessDenied"));
    assert.deepEqual(await initialised.run(healthy(smallest(), { pulumi: refused })), {
      is: "skipped",
      says: "not known: AccessDenied",
    });
  });

  it("has secrets under a key that rights can be taken from; under a passphrase is a warning", async () => {
    assert.deepEqual(await secretsProvider.run(healthy(smallest(), { secretsUnder: "something else" })), {
      is: "warning",
      says: "the secrets are under a passphrase or a key of Pulumi Cloud, which whoever has it keeps: use a KMS key",
      mend: ["pulumi stack change-secrets-provider --stack staging 'awskms://alias/harbour-staging?region=eu-north-1'"],
    });
    assert.deepEqual(await secretsProvider.run(healthy(smallest(), { secretsUnder: "nothing" })), {
      is: "skipped",
      says: "pulumi stack init says what the secrets are under",
    });
  });

  it("is the sandbox's own business in the sandbox", async () => {
    for (const check of [backend, secretsProvider]) {
      assert.deepEqual(await check.run(healthy(smallest(), { isSandbox: true })), {
        is: "skipped",
        says: "the sandbox keeps its own state and secrets",
      });
    }
  });
});

describe("the account of a stack", () => {
  it("is not asked without credentials for it, and the way to them is told", async () => {
    const offline = { ...goodAccount, caller: () => Promise.reject(new Error("AWS does not answer (ENOTFOUND)")) };
    assert.deepEqual(await credentials.run(healthy(smallest(), { account: offline })), {
      is: "failed",
      says: "AWS does not answer (ENOTFOUND)",
      mend: ["curl -sSI https://sts.eu-north-1.amazonaws.com"],
    });
    const account = { ...goodAccount, caller: () => Promise.reject(new Error("AWS does not accept the credentials")) };
    assert.deepEqual(await credentials.run(healthy(smallest(), { account })), {
      is: "failed",
      says: "AWS does not accept the credentials",
      mend: ["aws sso login", "export AWS_PROFILE=<a profile of 111111111111>"],
    });
    const { place: _, ...nowhere } = healthy(smallest());
    assert.deepEqual(await credentials.run(nowhere), {
      is: "skipped",
      says: "the stack file does not say which account: environment.aws.accountId and region",
    });
  });

  it("is looked at with the app that will be promoted, where nothing was promoted yet", async () => {
    const declared = { ...smallest(), lentBy: "qa" };
    assert.deepEqual(await configuration.run(healthy(declared)), {
      is: "ok",
      says: "0 resources, with the app and the release of qa: nothing was promoted to staging yet",
    });
  });
});
