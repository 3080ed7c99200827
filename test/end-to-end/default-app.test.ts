import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import type { Recovery } from "../../sandbox/run/recover.ts";
import { describeOnEngine } from "../support/end-to-end/engine.ts";
import { ProjectCopy } from "../support/end-to-end/project-copy.ts";
import {
  countedOf,
  type Exported,
  exported,
  isAsPlanned,
  planned,
  recorded,
  secretTexts,
} from "../support/end-to-end/state.ts";
import { changes, preview, up } from "../support/end-to-end/steps.ts";

const project = "harbour";
const migrationTask = "harbour-staging-main-migration-task";

/** A digest of the web API that the sandbox's world knows and staging does not run. */
const newDigest = "sha256:307ce30a406e8a40f4ff2f45a040a15b6eb4fd3eb626a8cf34e0906fc97d64f4";

describeOnEngine("the default app", () => {
  let copy: ProjectCopy;
  let staging: readonly Exported[] = [];
  const lockFile = () => copy.path(".slipway", project, "lock");
  const stateFile = (stack: string) =>
    copy.path(".slipway", project, "backend", ".pulumi", "stacks", project, `${stack}.json`);

  /** Brings production up until a create that the engine never hears of, and puts the stack in order. */
  async function killedAndRecovered(on: string): Promise<Recovery> {
    const fault = JSON.stringify({ fault: "kill", on });
    const killed = await copy.slipway(["sandbox", "up", "production", "--fault", fault]);
    assert.equal(killed.signal, "SIGKILL", killed.stderr);
    const { code, stdout, stderr } = await copy.slipway(["recover", "production", "--sandbox", "--json"]);
    assert.equal(code, 0, stderr);
    return JSON.parse(stdout);
  }

  before(() => {
    copy = new ProjectCopy();
  });
  after(() => copy.remove());

  it("previews an empty stack, where nothing has outputs yet, and makes nothing", async () => {
    const expected = countedOf(await planned(copy, "staging")).map(({ name }) => `create ${name}`);
    assert.deepEqual(changes(await preview(copy, "staging")), [...new Set(expected)].sort());
    assert.deepEqual(copy.inAccounts(project), []);
  });

  it("comes up with npm start: the plan at once, then where it is, what runs and that nothing is left to change", async () => {
    const { code, stdout, stderr } = await copy.slipway(["start"]);
    assert.equal(code, 0, stderr);
    const count = countedOf(await planned(copy, "staging")).length;
    const [plan = "", result = ""] = stdout.split("\nstaging is up: ");
    assert.match(plan, new RegExp(`\\b${count} resources\\b`));
    assert.match(result, new RegExp(`^${count} resources \\(${count} created\\)$`, "m"));
    const digest = (image: string) => new RegExp(`${image}: (sha256:[0-9a-f]{64})`).exec(stackFile())?.[1];
    const stackFile = () => copy.read("Pulumi.staging.yaml");
    assert.match(result, /^ {2}https:\/\/staging\.harbour\.example\.com$/m);
    for (const [family, image] of [
      ["api", "api"],
      ["main-migration-task", "api"],
      ["web", "web"],
      ["worker", "worker"],
      ["nightly", "worker"],
    ] as const) {
      const runs = `harbour-staging-${family} +ghcr\\.io/acme/harbour-${image}@${digest(image)}`;
      assert.match(result, new RegExp(`^ {2}${runs}$`, "m"));
    }
    assert.match(result, /^the second preview is empty: nothing is left to change$/m);
    assert.match(result, /^next:$/m);
    assert.match(stderr, new RegExp(`^ {2}up +\\d+\\.\\d s {2}${count} created$`, "m"));
  });

  it("stands as the offline plan said, in URNs, types, parents and every option that a state records", async () => {
    staging = await exported(copy, "staging");
    isAsPlanned(staging, await planned(copy, "staging"));
  });

  it("has left the files as they were", () => {
    assert.equal(copy.git("status", "--porcelain"), "");
  });

  it("keeps no secret in clear, in no file and in nothing that was printed", async () => {
    const secrets = secretTexts(staging);
    const passwords = staging.flatMap(({ type, outputs }) =>
      type.endsWith(":RandomPassword") ? [outputs?.result] : [],
    );
    assert.ok(passwords.length > 0 && secrets.length > passwords.length, `there are ${secrets.length} secrets`);
    await copy.slipway(["sandbox", "status", "staging", "--json"]);
    assert.deepEqual(copy.leaks(secrets), []);
  });

  it("recovers production from a run that was killed while a ruleset was made, since GitHub refuses a second one", async () => {
    const { adopted } = await killedAndRecovered("repository-tags");
    assert.equal(adopted.find(({ name }) => name === "repository-tags")?.by, "parent");
  });

  it("recovers production from a run that was killed while the database was made", async () => {
    const { droppedLock, adopted } = await killedAndRecovered("main-instance");
    assert.equal(droppedLock, true);
    assert.equal(adopted.find(({ name }) => name === "main-instance")?.by, "name");
  });

  it("brings production up beside staging, and lets no second run in meanwhile", async () => {
    const first = copy.start(["sandbox", "up", "production"]);
    while (!existsSync(lockFile()) && first.process.exitCode === null) {
      await sleep(20);
    }
    const second = await copy.slipway(["sandbox", "up", "staging"]);
    const { code, stdout, stderr } = await first.ended;
    assert.equal(code, 0, stderr);
    assert.match(stdout, /^the second preview is empty: nothing is left to change$/m);
    assert.equal(second.code, 1);
    assert.equal(second.stdout, "");
    assert.match(
      second.stderr,
      new RegExp(
        `^the sandbox of harbour is in use by process ${first.process.pid} on \\S+ since \\S+ \\(up production\\): wait for it to end\\n$`,
      ),
    );
  });

  it("has made production as planned, with its data and what is hard to get back protected", async () => {
    const state = recorded(copy, project, "production");
    isAsPlanned(state, await planned(copy, "production"));
    const held = state.filter(({ protect }) => protect).map(({ urn }) => urn.split("::").at(-1));
    for (const name of ["main-instance", "cache-nodes", "edge-alb"]) {
      assert.ok(held.includes(name), `${name} is protected`);
    }
  });

  it("previews a new digest as a change of the migration, of that service and of nothing else", async () => {
    copy.edit("Pulumi.staging.yaml", ["config", "slipway:release", "images", "api"], newDigest);
    copy.commit();
    assert.deepEqual(changes(await preview(copy, "staging")), [
      "replace api-definition",
      "replace main-migration-task-definition",
      "update api-service",
      "update main-migration-record",
    ]);
  });

  it("touches no service when the migration fails, and says with its last words how it ended", async () => {
    const fault = { fault: "exit", on: migrationTask, exitCode: 3, says: 'relation "invoices" does not exist' };
    const { code, stderr } = await copy.slipway(["sandbox", "up", "staging", "--fault", JSON.stringify(fault)]);
    assert.equal(code, 1);
    assert.match(
      stderr,
      new RegExp(
        [
          "^up failed:",
          "  main-migration-record \\(aws:ssm/parameter:Parameter\\): .*main-migration.* did not end well:",
          "    task [0-9a-f]{32} stopped: EssentialContainerExited",
          "    exit code 3",
          "    reason: Essential container in task exited",
          "    last log lines in /slipway/harbour-staging/main-migration-task:",
          '      relation "invoices" does not exist',
          "    what to do: nothing that waits for it was touched\\. Repair what it says and run .pulumi up. again",
        ].join("\n"),
        "m",
      ),
    );
    assert.doesNotMatch(stderr, /^\s+at /m);
    assert.match(definitionOf("api"), /harbour-staging-api:1$/, "the service still runs the release before");
    // Not only because the migration happened to be first.
    const api = recorded(copy, project, "staging").find(({ urn }) => urn.endsWith("::api-service"));
    assert.ok(api?.dependencies?.some((urn) => urn.endsWith("::main-migration-record")));
  });

  it("tries the migration again on the next up, and then brings the service to the new release", async () => {
    const { steps, running } = await up(copy, "staging");
    // The definitions were replaced by the run that failed, all but the end of it.
    assert.deepEqual(changes(steps), [
      "replace api-definition",
      "replace main-migration-task-definition",
      "update api-service",
      "update main-migration-record",
    ]);
    assert.match(definitionOf("api"), /harbour-staging-api:2$/);
    const api = running.find(({ family }) => family === "harbour-staging-api");
    assert.deepEqual(api?.images, [`ghcr.io/acme/harbour-api@${newDigest}`]);
  });

  it("removes with a service exactly what is its own, and takes it out of the stores and of what shows the stack", async () => {
    const before = await planned(copy, "staging");
    copy.edit("Pulumi.staging.yaml", ["config", "slipway:app", "services", "worker"], undefined);
    copy.commit();
    const now = new Set((await planned(copy, "staging")).resources.map(({ urn }) => urn));
    const gone = before.resources.filter(({ custom, urn }) => custom && !now.has(urn));
    const { steps } = await up(copy, "staging");
    assert.deepEqual(
      changes(steps),
      [
        ...gone.map(({ name }) => `delete ${name}`),
        "update cache-users",
        "update main-roles-bootstrap-execution-policy",
        "replace main-roles-bootstrap-definition",
        "update main-roles-bootstrap-record",
        // What shows the whole stack.
        "update saved-queries-errors",
        "update saved-queries-slow-requests",
        "update stack-dashboard-page",
      ].sort(),
    );
  });

  it("refuses to destroy production before the first step, because some of it is protected", async () => {
    const before = readFileSync(stateFile("production"), "utf8");
    const { code, stdout, stderr } = await copy.slipway(["sandbox", "destroy", "production"]);
    assert.equal(code, 1);
    assert.equal(stdout, "");
    assert.match(stderr, /^production holds \d+ protected resources, so nothing was destroyed:$/m);
    assert.match(stderr, /^ {2}urn:pulumi:production::\S+\$aws:rds\/instance:Instance::main-instance$/m);
    assert.match(
      stderr,
      /^to destroy it on purpose in the sandbox: npx slipway sandbox destroy production --including-protected$/m,
    );
    assert.equal(readFileSync(stateFile("production"), "utf8"), before);
  });

  it("destroys staging and leaves nothing of it", async () => {
    const { code, stderr } = await copy.slipway(["sandbox", "destroy", "staging"]);
    assert.equal(code, 0, stderr);
    // What AWS itself keeps: inactive revisions, and secrets that can be restored for some days.
    const left = copy.inAccounts(project).filter(({ type }) => !type.startsWith("sandbox:"));
    const ofStaging = left.filter(({ account, id }) => account === "111111111111" || id.includes("staging"));
    assert.deepEqual(ofStaging, []);
    const status = await copy.slipway(["sandbox", "status", "production", "--json"]);
    assert.equal(JSON.parse(status.stdout).pendingOperations, 0);
  });

  it("forgets everything on reset", async () => {
    const tried = await copy.slipway(["sandbox", "reset"]);
    assert.equal(
      tried.stdout,
      "would forget production and staging of harbour, protected or not: npx slipway sandbox reset --yes does it\n",
    );
    const { code, stdout } = await copy.slipway(["sandbox", "reset", "--yes"]);
    assert.equal(code, 0);
    assert.equal(stdout, "the sandbox of harbour is empty now\n");
    assert.equal(existsSync(copy.path(".slipway", project)), false);
    assert.equal(copy.git("status", "--porcelain"), "");
  });

  /** The revision that a service of staging runs. */
  function definitionOf(service: string): string {
    const found = copy
      .inAccounts(project)
      .find(({ type, id }) => type === "aws:ecs/service:Service" && id.endsWith(`/harbour-staging-${service}`));
    return String(found?.inputs.taskDefinition);
  }
});
