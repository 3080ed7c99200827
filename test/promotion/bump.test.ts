import assert from "node:assert/strict";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import type { WantedPullRequest } from "../../cloud/github.ts";
import { parseStackText } from "../../config/stack-file.ts";
import { openRepository } from "../../git/repository.ts";
import { Refusal } from "../../lib/user-error.ts";
import { bumpFile } from "../../promotion/bump/bump.ts";
import type { LookUp } from "../../promotion/bump/plan.ts";
import { bumpPullRequest } from "../../promotion/bump/pull-request.ts";
import { bumpPush } from "../../promotion/bump/push.ts";
import { freightOf } from "../../promotion/freight.ts";
import { programAt } from "../../promotion/program.ts";
import { openRecords } from "../../promotion/records/records.ts";
import type { Stage } from "../../promotion/stage.ts";
import { Clones, commitFile, gitIn } from "../git/clones.ts";
import { checkout } from "../support/stack-files.ts";

const digest = (digit: string) => `sha256:${digit.repeat(64)}`;
const commit = "c".repeat(40);
const file = "Pulumi.staging.yaml";
const original = readFileSync(join(checkout, file), "utf8");
const branch = "slipway/bump-staging";

describe("a bump", function () {
  // Each of several clones asks its remote a few times.
  this.timeout(60_000);
  let clones: Clones;
  let asked: string[];
  const lookUp: LookUp = ({ repository, digest }) => {
    asked.push(`${repository}@${digest}`);
    return Promise.resolve({ platforms: ["linux/amd64"] });
  };
  const outside = { lookUp, pause: () => Promise.resolve() };

  function makeClones(): void {
    clones = new Clones();
    const first = join(clones.folder, "first");
    commitFile(first, "index.ts", "export default () => {};\n");
    commitFile(first, file, original);
    gitIn(first, "push", "--quiet", "origin", "HEAD:main");
  }
  beforeEach(() => {
    asked = [];
  });

  async function stageIn(folder: string, more: Partial<Stage> = {}): Promise<Stage> {
    const repository = await openRepository(folder);
    const located = {
      root: folder,
      project: "harbour",
      stack: "staging",
      file: join(folder, file),
      worldFile: join(folder, "sandbox/world.yaml"),
    };
    const records = openRecords(repository, "", "staging");
    const pulumi = () => Promise.reject(new Error("nobody asks pulumi"));
    return { located, repository, folder: "", pulumi, records, isSandbox: false, ...more };
  }
  const first = () => stageIn(join(clones.folder, "first"));
  /** As somebody does it who is where the stack files are, so that the stack's name alone is what to type. */
  async function inFolder<T>(work: () => Promise<T>): Promise<T> {
    const cwd = process.cwd();
    process.chdir(join(clones.folder, "first"));
    try {
      return await work();
    } finally {
      process.chdir(cwd);
    }
  }
  const textHere = (stage: Stage) => readFileSync(stage.located.file, "utf8");
  const textOf = (ref: string) => `${gitIn(clones.remote, "show", `${ref}:${file}`)}\n`;
  /** The release as a text has it. */
  const releaseIn = (text: string) => parseStackText(text, file).values["slipway:release"] as Release;
  interface Release {
    readonly version: string;
    readonly images: Record<string, string>;
    readonly commits?: Record<string, string>;
  }

  describe("of the file here", () => {
    before(makeClones);
    beforeEach(() => writeFileSync(join(clones.folder, "first", file), original));
    after(() => clones.remove());

    it("changes one line and nothing else, and finds the image in its registry before that", async () => {
      const stage = await first();
      const { outcome, planned } = await bumpFile(stage, { image: `api@${digest("a")}` }, lookUp);
      assert.deepEqual(outcome, { is: "written" });
      assert.equal(planned.platform, "linux/amd64");
      assert.deepEqual(asked, [`ghcr.io/acme/harbour-api@${digest("a")}`]);
      const lines = textHere(stage).split("\n");
      const changed = lines.filter((line, index) => line !== original.split("\n")[index]);
      assert.deepEqual(changed, [`      api: "${digest("a")}"`]);
    });

    it("ends a rollback, and says so, unless there is nothing to do", async () => {
      const stage = await first();
      const restored = original.replace(
        /^( +)version: "1.4.2"\n/m,
        (line, indent) => `${line}${indent}rollbackOf: "ab12"\n`,
      );
      writeFileSync(stage.located.file, restored);
      const { api = "" } = releaseIn(original).images;
      const same = await bumpFile(stage, { image: `api@${api}` }, lookUp);
      assert.equal(same.planned.endsRollbackOf, undefined);
      const { planned } = await bumpFile(stage, { image: `api@${digest("a")}` }, lookUp);
      assert.equal(planned.endsRollbackOf, "ab12");
      assert.doesNotMatch(textHere(stage), /rollbackOf/);
    });

    it("may follow another one that is not committed yet", async () => {
      const stage = await first();
      await bumpFile(stage, { image: `api@${digest("a")}`, version: "1.4.3" }, lookUp);
      await bumpFile(stage, { image: `web@${digest("b")}`, commit }, lookUp);
      const { version, images, commits } = releaseIn(textHere(stage));
      assert.deepEqual(
        [version, images.api, images.web, commits],
        ["1.4.3", digest("a"), digest("b"), { web: commit }],
      );
    });

    it("to what the release says already is nothing to do, and nobody is asked", async () => {
      const stage = await first();
      const { api = "" } = releaseIn(original).images;
      const { outcome } = await bumpFile(stage, { image: `api@${api}`, version: "1.4.2" }, lookUp);
      assert.deepEqual([outcome, asked, textHere(stage)], [{ is: "same" }, [], original]);
    });

    it("writes nothing when it is only to be shown", async () => {
      const stage = await first();
      const { outcome, planned } = await bumpFile(stage, { image: `api@${digest("a")}` }, lookUp, true);
      assert.deepEqual([outcome, textHere(stage)], [{ is: "shown" }, original]);
      assert.equal(releaseIn(planned.text).images.api, digest("a"));
    });

    it("does not happen when the registry has no such digest, in the sandbox with the file to add it to", async () => {
      const stage = await first();
      const none: LookUp = () => Promise.resolve(undefined);
      await assert.rejects(bumpFile(stage, { image: `api@${digest("a")}` }, none), {
        message: `ghcr.io/acme/harbour-api has no ${digest("a")}, or there is no such repository: push it first`,
      });
      await assert.rejects(bumpFile({ ...stage, isSandbox: true }, { image: `api@${digest("a")}` }, none), {
        message: `ghcr.io/acme/harbour-api has no ${digest("a")}, or there is no such repository: in the sandbox, add it to images in ${relative(process.cwd(), stage.located.worldFile)}`,
      });
      assert.equal(textHere(stage), original);
    });

    it("does not happen when the image is for another processor than the service runs on", async () => {
      const stage = await first();
      const arm: LookUp = () => Promise.resolve({ platforms: ["linux/arm64", "linux/arm/v7"] });
      await assert.rejects(bumpFile(stage, { image: `api@${digest("a")}` }, arm), {
        message: `ghcr.io/acme/harbour-api@${digest("a")} is for linux/arm64, linux/arm/v7, and api runs on linux/amd64: build it for that (docker buildx build --platform linux/amd64), or set app.images.api.architecture`,
      });
      const text = original.replace(
        "api: ghcr.io/acme/harbour-api",
        "api: {repository: ghcr.io/acme/harbour-api, architecture: arm64}",
      );
      writeFileSync(stage.located.file, text);
      assert.equal((await bumpFile(stage, { image: `api@${digest("a")}` }, arm)).planned.platform, "linux/arm64");
    });

    it("does not happen to an image that is built where pulumi runs, because that has no digest", async () => {
      const stage = await first();
      const built = "api: {repository: ghcr.io/acme/harbour-api, build: {context: api}}";
      writeFileSync(stage.located.file, original.replace("api: ghcr.io/acme/harbour-api", built));
      await assert.rejects(bumpFile(stage, { image: `api@${digest("a")}` }, lookUp), /api is built by pulumi up/);
      assert.deepEqual(asked, []);
    });

    const mistakes: readonly [string, string, string][] = [
      [
        "a tag, which may move",
        "api:1.2",
        "api:1.2 has the tag 1.2, which may move: docker buildx imagetools inspect ghcr.io/acme/harbour-api:1.2 prints the digest, then npx slipway bump staging api@sha256:…",
      ],
      [
        "a name alone",
        "api",
        "api has no digest: docker buildx imagetools inspect ghcr.io/acme/harbour-api:latest prints the digest, then npx slipway bump staging api@sha256:…",
      ],
      [
        "a tag beside a digest",
        `api:1.2@${digest("a")}`,
        `api:1.2@${digest("a")} has the tag 1.2, which may move: leave it out: npx slipway bump staging api@${digest("a")}`,
      ],
      [
        "half a digest",
        "api@sha256:50b2820bc39c",
        "sha256:50b2820bc39c is no digest: it is sha256: and 64 hexadecimal digits, like api@sha256:50b2…",
      ],
      [
        "a repository in place of the name",
        `ghcr.io/acme/harbour-api@${digest("a")}`,
        "ghcr.io/acme/harbour-api is a repository; bump takes the name that app.images has for it: npx slipway bump staging api@sha256:…",
      ],
      [
        "a name that is not there",
        `apii@${digest("a")}`,
        'app.images has no "apii": use one of api, web, worker (did you mean "api"?)',
      ],
    ];
    for (const [what, image, message] of mistakes) {
      it(`refuses ${what}, with what to type instead`, async () => {
        const stage = await first();
        await assert.rejects(
          inFolder(() => bumpFile(stage, { image }, lookUp)),
          { name: "UserError", message },
        );
      });
    }
  });

  describe("of a stack that takes what another one verified", () => {
    before(makeClones);
    beforeEach(() => writeFileSync(join(clones.folder, "first", file), original));
    after(() => clones.remove());

    const from = "    profile: staging\n";
    const taking = original.replace(from, `${from}    promotion: {from: development}\n`);

    it("is refused with the way round, because its release is not written by hand", async () => {
      const stage = await first();
      writeFileSync(stage.located.file, taking);
      const refused = () => bumpFile(stage, { image: `api@${digest("a")}` }, lookUp);
      await assert.rejects(inFolder(refused), (error) => {
        assert.ok(error instanceof Refusal);
        assert.deepEqual(error.message.split("\n"), [
          "staging takes what development verified (environment.promotion.from in Pulumi.staging.yaml): npx slipway promote development staging",
          "a hotfix that cannot wait for that is bumped by force, which is recorded:",
          `  npx slipway bump staging api@${digest("a")} --commit … --force --reason "…"`,
          "without the commit that it was built from, promote cannot tell which release contains it",
        ]);
        return true;
      });
      assert.deepEqual([asked, textHere(stage)], [[], taking]);
    });

    it("happens by force, which is on record first and once, with the id of what it makes", async () => {
      const stage = await first();
      const head = commitFile(join(clones.folder, "first"), file, taking);
      const wanted = { image: `api@${digest("a")}`, force: { reason: "the site is down" } };
      await bumpFile(stage, wanted, lookUp);
      const { values } = parseStackText(textHere(stage), file);
      const [app, release] = [Object(values["slipway:app"]), Object(values["slipway:release"])];
      const { id } = freightOf({ app, release, program: await programAt(stage.located.root, head) });
      // As if it had been killed between the record and the file.
      writeFileSync(stage.located.file, taking);
      await bumpFile(stage, wanted, lookUp);
      const { records } = await stage.records.read();
      assert.deepEqual(
        records.map((record) => ({ ...record, at: "", by: "" })),
        [{ event: "forced", id, at: "", by: "", gate: "promotion", reason: "the site is down" }],
      );
    });

    it("writes nothing when its record cannot be written", async () => {
      const stage = await first();
      writeFileSync(stage.located.file, taking);
      const append = () => Promise.reject(new Error("no way to the remote"));
      const cut = { ...stage, records: { ...stage.records, append } };
      const wanted = { image: `api@${digest("a")}`, force: { reason: "nobody will know" } };
      await assert.rejects(bumpFile(cut, wanted, lookUp), /no way to the remote/);
      assert.equal(textHere(stage), taking);
    });

    it("is the only one that force is for", async () => {
      const wanted = { image: `api@${digest("a")}`, force: { reason: "why not" } };
      await assert.rejects(bumpFile(await first(), wanted, lookUp), {
        message:
          "--force passes environment.promotion.from, and Pulumi.staging.yaml has none: leave --force and --reason out",
      });
    });
  });

  describe("on the newest default branch", () => {
    beforeEach(makeClones);
    afterEach(() => clones.remove());

    it("leaves the working tree alone, however old and unclean it is", async () => {
      const stage = await first();
      writeFileSync(stage.located.file, "not even YAML: [\n");
      const { outcome } = await bumpPush(stage, { image: `api@${digest("a")}`, commit }, outside);
      assert.deepEqual(outcome, { is: "pushed", branch: "main" });
      assert.equal(textHere(stage), "not even YAML: [\n");
      assert.equal(releaseIn(textOf("main")).images.api, digest("a"));
      assert.equal(
        gitIn(clones.remote, "log", "-1", "--format=%B", "main"),
        `Bump staging: api aaaaaaaaaaaa\n\napi: ghcr.io/acme/harbour-api@${digest("a")}\n  built from ${commit}`,
      );
    });

    it("is not lost when another one comes at the same time, and neither is that", async () => {
      const stages = [await first(), await stageIn(clones.clone("second")), await stageIn(clones.clone("third"))];
      const images = [`api@${digest("a")}`, `web@${digest("b")}`, `worker@${digest("d")}`];
      await Promise.all(stages.map((stage, index) => bumpPush(stage, { image: images[index] ?? "" }, outside)));
      assert.deepEqual(releaseIn(textOf("main")).images, { api: digest("a"), web: digest("b"), worker: digest("d") });
      assert.equal(gitIn(clones.remote, "rev-list", "--count", "main"), "6");
    });

    it("of the version alone says that, since no build moves", async () => {
      const { api = "" } = releaseIn(original).images;
      await bumpPush(await first(), { image: `api@${api}`, version: "1.4.3" }, outside);
      assert.equal(gitIn(clones.remote, "log", "-1", "--format=%B", "main"), "Bump staging: version 1.4.3");
      assert.equal(releaseIn(textOf("main")).version, "1.4.3");
    });

    it("begins anew when it is overtaken, with what has come in between", async () => {
      const [stage, faster] = [await first(), await stageIn(clones.clone("faster"))];
      let isOvertaken = false;
      const overtaken: LookUp = async (image, target) => {
        if (!isOvertaken) {
          isOvertaken = true;
          await bumpPush(faster, { image: `web@${digest("b")}` }, outside);
        }
        return lookUp(image, target);
      };
      await bumpPush(stage, { image: `api@${digest("a")}` }, { ...outside, lookUp: overtaken });
      const { images } = releaseIn(textOf("main"));
      assert.deepEqual([images.api, images.web], [digest("a"), digest("b")]);
    });

    it("is not pushed when it is only to be shown, or there already", async () => {
      const before = gitIn(clones.remote, "rev-parse", "main");
      const stage = await first();
      assert.deepEqual((await bumpPush(stage, { image: `api@${digest("a")}` }, outside, true)).outcome, {
        is: "shown",
      });
      const { api = "" } = releaseIn(original).images;
      assert.deepEqual((await bumpPush(stage, { image: `api@${api}` }, outside)).outcome, { is: "same" });
      assert.equal(gitIn(clones.remote, "rev-parse", "main"), before);
    });

    it("that the branch does not take says what does, because production's branch is protected as a rule", async () => {
      const hook = join(clones.remote, "hooks/update");
      writeFileSync(hook, "#!/bin/sh\nexit 1\n", { mode: 0o755 });
      try {
        const refused = bumpPush(await first(), { image: `api@${digest("9")}` }, outside);
        await assert.rejects(refused, /main[\s\S]*\nwhere the branch is protected, use --pr instead of --push$/);
      } finally {
        rmSync(hook);
      }
    });

    it("needs a remote, and the stack file on it", async () => {
      const alone = await stageIn(clones.alone("alone"));
      await assert.rejects(bumpPush(alone, { image: `api@${digest("a")}` }, outside), /there is no remote to push to/);
      const elsewhere = await stageIn(join(clones.folder, "first"), { folder: "infrastructure/" });
      await assert.rejects(bumpPush(elsewhere, { image: `api@${digest("a")}` }, outside), {
        message: "infrastructure/Pulumi.staging.yaml is not on main of origin: commit it and push it first",
      });
    });
  });

  describe("as a pull request", () => {
    beforeEach(() => {
      makeClones();
      opened = [];
      closed = [];
    });
    afterEach(() => clones.remove());

    let opened: WantedPullRequest[];
    /** Commits at which people have closed the pull request. */
    let closed: string[];
    const github = {
      pullRequest: (wanted: WantedPullRequest) => {
        const isNew = opened.length === 0;
        opened.push(wanted);
        return Promise.resolve({ number: 7, url: "https://github.com/acme/harbour/pull/7", isNew });
      },
      isClosed: ({ commit }: { commit: string }) => Promise.resolve(closed.includes(commit)),
    };
    const propose = (stage: Stage, image: string, more = {}) =>
      bumpPullRequest(stage, { image, ...more }, { ...outside, github });

    it("is one commit on the newest default branch, with the build in full in its words", async () => {
      const { outcome } = await propose(await first(), `api@${digest("a")}`, { commit, version: "1.4.3" });
      assert.deepEqual(outcome, {
        is: "proposed",
        branch,
        url: "https://github.com/acme/harbour/pull/7",
        isNew: true,
        others: [],
        leftOut: [],
      });
      assert.equal(gitIn(clones.remote, "rev-parse", `${branch}^`), gitIn(clones.remote, "rev-parse", "main"));
      const [request] = opened;
      assert.deepEqual(
        [request?.repository, request?.base, request?.title],
        ["acme/harbour", "main", "Bump staging: api aaaaaaaaaaaa"],
      );
      assert.equal(
        request?.body,
        [
          "Changes the release of **staging** in `Pulumi.staging.yaml`, version 1.4.3.",
          "",
          "| image | build | commit | before |",
          "| --- | --- | --- | --- |",
          `| api | \`ghcr.io/acme/harbour-api@${digest("a")}\` | \`${commit}\` | \`50b2820bc39c\` |`,
          "",
          "Each digest was found in its registry, for the platform that the image runs on. `npx slipway bump staging --pr` adds further images to this pull request until it is merged.",
          "",
        ].join("\n"),
      );
    });

    it("is merged by GitHub where that is asked for, also at once: then its branch may be gone", async () => {
      const stage = await first();
      const merging = {
        ...github,
        pullRequest: async (wanted: WantedPullRequest) => {
          const answer = await github.pullRequest(wanted);
          gitIn(clones.remote, "branch", "-D", wanted.branch);
          return { ...answer, autoMerge: { is: "merged" as const } };
        },
      };
      const how = { ...outside, github: merging, autoMerge: true as const };
      const { outcome } = await bumpPullRequest(stage, { image: `api@${digest("a")}` }, how);
      assert.equal(opened[0]?.autoMerge, true);
      assert.deepEqual(outcome.is === "proposed" && outcome.autoMerge, { is: "merged" });
    });

    it("joins the one that is open, on the newest default branch", async () => {
      const stage = await first();
      await propose(stage, `api@${digest("a")}`, { commit, version: "1.4.3" });
      await bumpPush(stage, { image: `worker@${digest("d")}` }, outside);
      const { outcome } = await propose(stage, `web@${digest("b")}`);
      assert.deepEqual(outcome.is === "proposed" && outcome.others, ["api"]);
      assert.deepEqual(releaseIn(textOf(branch)), {
        version: "1.4.3",
        images: { api: digest("a"), web: digest("b"), worker: digest("d") },
        commits: { api: commit },
      });
      assert.equal(gitIn(clones.remote, "rev-list", "--count", `main..${branch}`), "1");
      assert.equal(opened.at(-1)?.title, "Bump staging: api aaaaaaaaaaaa, web bbbbbbbbbbbb");
    });

    it("is not lost when another one comes at the same time, and neither is that, nor what is said of them", async () => {
      const stages = [await first(), await stageIn(clones.clone("second")), await stageIn(clones.clone("third"))];
      const images = [`api@${digest("a")}`, `web@${digest("b")}`, `worker@${digest("d")}`];
      await Promise.all(stages.map((stage, index) => propose(stage, images[index] ?? "")));
      assert.deepEqual(releaseIn(textOf(branch)).images, { api: digest("a"), web: digest("b"), worker: digest("d") });
      assert.equal(opened.at(-1)?.title, "Bump staging: api aaaaaaaaaaaa, web bbbbbbbbbbbb, worker dddddddddddd");
    });

    it("begins anew when it is overtaken, and says last what both have bumped", async () => {
      const [stage, faster] = [await first(), await stageIn(clones.clone("faster"))];
      await propose(faster, `worker@${digest("d")}`);
      const others = [`web@${digest("b")}`, `worker@${digest("e")}`];
      /** Lets another bump be faster, once in each place. */
      const overtake = async () => {
        const image = others.pop();
        if (image !== undefined) await propose(faster, image);
      };
      const slow = {
        pullRequest: async (wanted: WantedPullRequest) => {
          await overtake();
          return github.pullRequest(wanted);
        },
        isClosed: async (at: { commit: string }) => {
          const isClosed = github.isClosed(at);
          if (others.length === 2) await overtake();
          return isClosed;
        },
      };
      await bumpPullRequest(stage, { image: `api@${digest("a")}` }, { ...outside, github: slow });
      assert.deepEqual(releaseIn(textOf(branch)).images, { api: digest("a"), web: digest("b"), worker: digest("e") });
      assert.equal(opened.at(-1)?.title, "Bump staging: api aaaaaaaaaaaa, web bbbbbbbbbbbb, worker eeeeeeeeeeee");
    });

    it("is finished when it was killed before the pull request was open, with its approvals where it was not", async () => {
      const stage = await first();
      await propose(stage, `api@${digest("a")}`);
      const before = gitIn(clones.remote, "rev-parse", branch);
      const { outcome } = await propose(stage, `api@${digest("a")}`);
      assert.equal(outcome.is, "proposed");
      assert.equal(gitIn(clones.remote, "rev-parse", branch), before);
      assert.equal(opened.length, 2);
    });

    it("leaves out what the default branch has another build of since, because that one is newer", async () => {
      const stage = await first();
      await propose(stage, `api@${digest("a")}`);
      await bumpPush(stage, { image: `api@${digest("e")}` }, outside);
      const { outcome } = await propose(stage, `web@${digest("b")}`);
      assert.deepEqual(outcome.is === "proposed" && [outcome.others, outcome.leftOut], [[], ["api"]]);
      assert.equal(releaseIn(textOf(branch)).images.api, digest("e"));
    });

    it("takes nothing from one that people have closed, so that what they refused does not come back", async () => {
      const stage = await first();
      await propose(stage, `api@${digest("a")}`);
      closed = [gitIn(clones.remote, "rev-parse", branch)];
      await propose(stage, `web@${digest("b")}`);
      assert.deepEqual(releaseIn(textOf(branch)).images, { ...releaseIn(original).images, web: digest("b") });
    });

    it("does not overwrite what people have put on the branch beside it", async () => {
      const stage = await first();
      await propose(stage, `api@${digest("a")}`);
      const other = clones.clone("other");
      gitIn(other, "switch", "--quiet", branch);
      commitFile(other, "notes.md", "do not lose me\n");
      gitIn(other, "push", "--quiet", "origin", branch);
      await assert.rejects(propose(stage, `web@${digest("b")}`), {
        message: `branch ${branch} holds more than bumps (notes.md): merge or close its pull request and delete the branch, then run this again`,
      });
    });

    it("needs to know the repository on GitHub", async () => {
      commitFile(join(clones.folder, "first"), file, original.replace(/^ {4}delivery:.*\n/m, ""));
      gitIn(join(clones.folder, "first"), "push", "--quiet", "origin", "HEAD:main");
      await assert.rejects(propose(await first(), `api@${digest("a")}`), /add app\.delivery\.repository/);
      assert.equal(gitIn(clones.remote, "branch", "--list", branch), "");
    });
  });
});
