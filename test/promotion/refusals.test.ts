import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { git } from "../../git/git.ts";
import { openRepository } from "../../git/repository.ts";
import { mostTries } from "../../git/until-first.ts";
import { untilPushed } from "../../promotion/bump/push.ts";
import { readBumpTarget } from "../../promotion/bump/target.ts";
import { changeBase } from "../../promotion/ci/change-base.ts";
import { deployedPlace } from "../../promotion/history/deployed-place.ts";
import { deployedState } from "../../promotion/history/deployed-state.ts";
import type { StageHistory } from "../../promotion/history/deployment.ts";
import { chosenFreight, deployedBlocks } from "../../promotion/promote/chosen-freight.ts";
import { gitHubRepository, pullRequestHome } from "../../promotion/promote/pull-request.ts";
import { readTarget } from "../../promotion/promote/target.ts";
import type { Stage } from "../../promotion/stage.ts";
import { newestDeployment } from "../../promotion/verify/verify.ts";
import { refuses } from "../support/refuses.ts";

const history = (own: object) => ({ stack: "staging", deployments: [], ...own }) as unknown as StageHistory;
const stageIn = (folder: string, own: object = {}) =>
  ({
    located: { stack: "staging", file: join(folder, "Pulumi.staging.yaml"), root: folder },
    repository: { top: folder },
    folder: "",
    ...own,
  }) as unknown as Stage;

describe("what a stage cannot do is refused with the way to it:", () => {
  let folder = "";

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "slipway-refusals-"));
    await git(folder, "init", "--initial-branch=main");
    await git(folder, "-c", "user.name=a", "-c", "user.email=a@b.c", "commit", "--allow-empty", "--message", "one");
  });

  after(() => rmSync(folder, { recursive: true }));

  it("verifying what was never deployed", () =>
    refuses(
      () => newestDeployment(history({})),
      "there is nothing in staging to verify until it is deployed: its history is empty",
    ));

  it("promoting what has no known commit", () =>
    refuses(
      () => chosenFreight(history({ deployments: [{ at: "2026-11-20", update: 1 }] }), "pulumi up"),
      "what was deployed in staging at 2026-11-20 cannot be promoted: its commit is not known",
    ));

  it("promoting from a commit that is not here", () => {
    const known = { commit: "0123456789abcdef", freight: { pair: "x" } };
    return refuses(
      () => deployedBlocks(stageIn(folder), known as never),
      "there is no Pulumi.staging.yaml at 0123456789ab, the commit of the deployment: fetch it (git fetch --unshallow)",
    );
  });

  it("promoting what the commit of the deployment does not say", async () => {
    writeFileSync(join(folder, "Pulumi.staging.yaml"), "config: {}\n");
    await git(folder, "add", ".");
    await git(folder, "-c", "user.name=a", "-c", "user.email=a@b.c", "commit", "--message", "two");
    const commit = (await git(folder, "rev-parse", "HEAD")) ?? "";
    await refuses(
      () => deployedBlocks(stageIn(folder), { commit, freight: { pair: "x" } } as never),
      `slipway:app and slipway:release in Pulumi.staging.yaml at ${commit.slice(0, 12)} are not what Pulumi wrote down when it deployed that commit: deploy staging again from committed files, and verify it`,
    );
  });

  it("opening a pull request where there is no remote", () =>
    refuses(
      () => pullRequestHome({ stage: stageIn(folder), text: "" }),
      "there is no remote to open a pull request at: add one (git remote add origin …), or use --yes",
    ));

  it("opening a pull request of a file that names no repository", () =>
    refuses(
      () => gitHubRepository("config: {}\n", "Pulumi.staging.yaml"),
      "Pulumi.staging.yaml does not say which repository on GitHub it is in: add app.delivery.repository, or app.delivery.infrastructure where that is another one",
    ));

  it("promoting between two folders", () =>
    refuses(
      () => readTarget(stageIn("/a"), stageIn("/b")),
      "/a/Pulumi.staging.yaml and /b/Pulumi.staging.yaml are in two folders: stages of one promotion are stacks of one project, so name two stack files that are in the same folder",
    ));

  it("bumping by a push where there is no remote", () =>
    refuses(
      () => untilPushed(stageIn(folder), {} as never, async () => undefined),
      "there is no remote to push to: add one (git remote add origin …), or bump the file here",
    ));

  it("bumping in a file that has no app yet", () =>
    refuses(
      () => readBumpTarget("config: {}\n", "Pulumi.staging.yaml"),
      "Pulumi.staging.yaml has no slipway:app to put a digest in: write it first",
    ));

  it("bumping in a file whose app is none", () =>
    refuses(
      () => readBumpTarget("config:\n  slipway:app: {images: 7}\n  slipway:release: {}\n", "Pulumi.staging.yaml"),
      "slipway:app.images in Pulumi.staging.yaml cannot be read:\n✖ Invalid input: expected record, received number\n  → at images",
    ));

  it("comparing with a commit that this clone has nothing in common with", async () => {
    const repository = await openRepository(folder);
    await refuses(
      () => changeBase(repository, { asked: "v9" }),
      "this clone has no commit that HEAD and v9 have in common: fetch all of it (actions/checkout with fetch-depth: 0), or name a commit with --base",
    );
    await refuses(
      () => changeBase({ ...repository, remote: "origin" }, { asked: "v9" }),
      "this clone has no commit that HEAD and v9 have in common: fetch all of it (actions/checkout with fetch-depth: 0, or git fetch --unshallow origin), or name a commit with --base",
    );
  });

  it("reading what an environment was, where nobody knows that form", () =>
    refuses(
      () => deployedPlace({ profile: "prod", aws: { accountId: "1" } } as never, "staging"),
      "the environment that staging was deployed with cannot be read, deploy it again with this program: " +
        '✖ Invalid option: expected one of "staging"|"production"\n  → at profile\n✖ Invalid input: expected string, received undefined\n  → at aws.region',
    ));

  it("looking at a state that holds nothing", () =>
    refuses(
      () =>
        deployedState({
          located: stageIn(folder).located,
          pulumi: async () => JSON.stringify({ version: 3, deployment: { manifest: {}, resources: [] } }),
        } as never),
      "staging has nothing in its state: deploy it first",
    ));

  for (const [says, told] of [
    [
      "there is no pulumi on PATH",
      "what was deployed in staging cannot be read: there is no pulumi on PATH (docs/engine.md says which; of the sandbox it is asked with --sandbox)",
    ],
    [
      "pulumi stack export failed: error: no stack named 'staging' found",
      "Pulumi has no stack staging: deploy it first, or log in to the backend that has it (pulumi login)",
    ],
  ] as const) {
    it(`looking at a state that Pulumi does not hand out: ${says}`, () =>
      refuses(
        () =>
          deployedState({
            located: stageIn(folder).located,
            pulumi: async () => Promise.reject(new Error(says)),
          } as never),
        told,
      ));
  }

  it("looking at a state whose service has no task definition in it", () => {
    const outputs = { services: { api: "arn:aws:ecs:eu-north-1:1:task-definition/shop-api:7" }, jobs: {} };
    const stack = { urn: "urn:pulumi:staging::shop::pulumi:pulumi:Stack::shop", type: "pulumi:pulumi:Stack", outputs };
    const state = { version: 3, deployment: { manifest: {}, resources: [{ ...stack, custom: false }] } };
    return refuses(
      () => deployedState({ located: stageIn(folder).located, pulumi: async () => JSON.stringify(state) } as never),
      "the state has no task definition arn:aws:ecs:eu-north-1:1:task-definition/shop-api:7 that can be read: run pulumi refresh",
    );
  });

  it("bumping while others push again and again", async () => {
    const remote = mkdtempSync(join(tmpdir(), "slipway-remote-"));
    try {
      await git(remote, "init", "--bare", "--initial-branch=main");
      await git(folder, "remote", "add", "origin", remote);
      await git(folder, "push", "origin", "HEAD:main");
      const stage = stageIn(folder, { repository: { top: folder, remote: "origin" } });
      await refuses(
        () => untilPushed(stage, { pause: async () => undefined } as never, async () => undefined),
        `others were faster ${mostTries} times: nothing was bumped, run this again`,
      );
    } finally {
      await git(folder, "remote", "remove", "origin");
      rmSync(remote, { recursive: true });
    }
  });
});
