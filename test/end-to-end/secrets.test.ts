import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { parse, stringify } from "yaml";
import { describeOnEngine } from "../support/end-to-end/engine.ts";
import { project, SmallApp } from "../support/end-to-end/small-app.ts";
import { type Exported, exported, planned, recorded } from "../support/end-to-end/state.ts";
import { changes, preview } from "../support/end-to-end/steps.ts";

const partner = "arn:aws:secretsmanager:eu-north-1:111111111111:secret:partner/token-AbCdEf";
const because = "the test needs no certificate";

/** An app with a given, a generated and an existing secret. */
function withSecrets(environment: Readonly<Record<string, unknown>>): SmallApp {
  const app = new SmallApp(environment);
  app.set("slipway:app.secrets", { TOKEN: "given", SIGNING_KEY: "generated", PARTNER: "existing" });
  app.set("slipway:app.services.api.secrets", ["TOKEN", "SIGNING_KEY"]);
  app.set("slipway:app.services.worker.secrets", ["PARTNER"]);
  app.set("slipway:environment.secrets", { PARTNER: { arn: partner } });
  app.set("slipway:secrets", { TOKEN: { secure: "placeholder" } });
  return app;
}

const canary = (version: number) => `canary-${version}/with+what is+encoded`;

describeOnEngine("the secrets of a stack that runs", () => {
  let app: SmallApp;
  let state: readonly Exported[] = [];
  before(() => {
    app = withSecrets({});
    app.copy.inWorld({ secrets: { TOKEN: canary(1) }, existingSecrets: [{ arn: partner }] });
  });
  after(() => app.remove());

  it("come up with it, each readable by exactly the tasks that name it", async () => {
    await app.up();
    state = await exported(app.copy, "staging");
    assert.deepEqual(readersOf(outputOf("secrets-TOKEN-secret", "arn")), ["api-execution-policy"]);
    assert.deepEqual(readersOf(outputOf("secrets-SIGNING_KEY-secret", "arn")), ["api-execution-policy"]);
    assert.deepEqual(readersOf(partner), ["worker-execution-policy"]);
  });

  it("stand in clear in no state, no account, no plan, no log and no task, not even encoded", async () => {
    const made = state.flatMap(({ type, outputs }) => (type.endsWith(":RandomPassword") ? [outputs?.result] : []));
    const values = [canary(1), ...made.map(String)];
    assert.ok(made.length >= 3, `${made.length} secrets were generated`);
    await planned(app.copy, "staging");
    for (const verb of [
      ["plan", "staging"],
      ["sandbox", "preview", "staging"],
      ["sandbox", "status", "staging"],
    ]) {
      await app.copy.slipway(verb);
    }
    assert.deepEqual(app.copy.leaks(values), []);
    const inState = JSON.stringify(recorded(app.copy, project, "staging"));
    assert.deepEqual(
      values.filter((value) => inState.includes(value)),
      [],
    );
  });

  it("are rotated by a new value, which deploys exactly the service that reads it", async () => {
    app.copy.inWorld({ secrets: { TOKEN: canary(2) }, existingSecrets: [{ arn: partner }] });
    const deployment = ["replace api-definition", "replace secrets-TOKEN-value", "update api-service"];
    assert.deepEqual(changes(await preview(app.copy, "staging")), deployment);
    const worker = app.serving("worker");
    assert.deepEqual(changes((await app.up()).steps), deployment);
    assert.equal(app.serving("worker"), worker);
    assert.deepEqual(app.copy.leaks([canary(1), canary(2)]), []);
  });

  it("that somebody else keeps are watched for a new value, and only the service that reads one may be deployed", () => {
    const resources = recorded(app.copy, project, "staging");
    const inputs = (name: string) => resources.find(({ urn }) => urn.endsWith(`::${name}`))?.inputs ?? {};
    const pattern = JSON.parse(String(inputs("secret-rotation-rule").eventPattern));
    assert.deepEqual([pattern.resources, pattern.detail], [[partner], { labelUpdated: ["AWSCURRENT"] }]);
    const policy = String(inputs("secret-rotation-policy").policy);
    assert.ok(policy.includes("service/shop-staging-cluster/shop-staging-worker") && !policy.includes("staging-api"));
  });

  it("that the next stack lacks are an error at its plan, before anything is made there", async () => {
    const staging = parse(app.copy.read("Pulumi.staging.yaml"));
    const place = {
      profile: "staging",
      aws: { accountId: "111111111111", region: "eu-north-1", sharedAccountOwner: false },
      edge: { insecureHttp: { because } },
    };
    const production = { ...staging.config, "slipway:environment": place };
    delete production["slipway:secrets"];
    writeFileSync(app.copy.path("Pulumi.production.yaml"), stringify({ config: production }));
    app.copy.commit();
    for (const verb of [
      ["plan", "production"],
      ["sandbox", "up", "production"],
    ]) {
      const { code, stdout, stderr } = await app.copy.slipway(verb);
      assert.deepEqual([code, stdout], [1, ""]);
      assert.match(
        stderr,
        /slipway:secrets\.TOKEN: is missing: the app needs this value from people: set it with pulumi config set --stack production --secret --path 'slipway:secrets\.TOKEN'\n/,
      );
      assert.match(
        stderr,
        /slipway:environment\.secrets\.PARTNER: is missing: the app says that this secret exists already: say where with pulumi config set --stack production --path 'slipway:environment\.secrets\.PARTNER\.arn' ARN\n/,
      );
    }
    assert.deepEqual(
      app.copy.inAccounts(project).filter(({ id }) => id.includes("shop-production")),
      [],
    );
  });

  function outputOf(name: string, output: string): string {
    return String(state.find(({ urn }) => urn.endsWith(`::${name}`))?.outputs?.[output]);
  }

  /** Names of the policies that let somebody read a secret. */
  function readersOf(arn: string): readonly string[] {
    return state
      .filter(({ type, inputs }) => type.endsWith(":RolePolicy") && String(inputs?.policy).includes(arn))
      .map(({ urn }) => urn.split("::").at(-1) ?? "");
  }
});

describeOnEngine("a secret that was deleted in production", () => {
  let app: SmallApp;
  const secrets = "slipway:app.secrets";
  before(() => {
    const domain = "shop.example.com";
    app = withSecrets({ profile: "production", domain, edge: {} });
    const zones = [{ name: domain, id: "Z0123456789SHOPZONE01", account: "111111111111" }];
    app.copy.inWorld({ zones, secrets: { TOKEN: canary(1) }, existingSecrets: [{ arn: partner }] });
  });
  after(() => app.remove());

  it("goes, with the right to read it", async () => {
    await app.up();
    app.set(secrets, { TOKEN: "given", PARTNER: "existing" });
    app.set("slipway:app.services.api.secrets", ["TOKEN"]);
    const { steps } = await app.up();
    assert.ok(changes(steps).includes("delete secrets-SIGNING_KEY-secret"), changes(steps).join());
  });

  it("keeps its name, and who asks for it again is told until when and what to do", async () => {
    app.set(secrets, { TOKEN: "given", SIGNING_KEY: "generated", PARTNER: "existing" });
    app.set("slipway:app.services.api.secrets", ["TOKEN", "SIGNING_KEY"]);
    const serving = app.serving("api");
    assert.match(
      await app.fails(),
      /secrets-SIGNING_KEY-secret .*already scheduled for deletion: "shop-staging\/SIGNING_KEY" until \S+\. Restore it, wait, or delete it for good \(aws secretsmanager delete-secret --force-delete-without-recovery\)/,
    );
    assert.equal(app.serving("api"), serving);
  });
});
