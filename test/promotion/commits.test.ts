import assert from "node:assert/strict";
import { type Compare, commitsBetween, containsCommit } from "../../promotion/effects/commits.ts";
import { Clones, commitFile, gitIn } from "../git/clones.ts";
import { checkout } from "../support/stack-files.ts";

const app = { delivery: { repository: "acme/shop" } };
const elsewhere = ["1", "2"].map((digit) => digit.repeat(40));

describe("commits between two releases", () => {
  let clones: Clones;
  let folder: string;
  let first: string;
  before(() => {
    clones = new Clones();
    folder = clones.alone("shop");
    first = gitIn(folder, "rev-parse", "HEAD");
  });
  after(() => clones.remove());

  const stage = () => {
    const file = `${folder}/Pulumi.production.yaml`;
    return {
      located: {
        root: folder,
        project: "shop",
        stack: "production",
        file,
        worldFile: `${checkout}/sandbox/world.yaml`,
      },
    };
  };
  const release = (commit?: string, digest = commit) => ({
    images: { api: digest },
    ...(commit && { commits: { api: commit } }),
  });
  const never: Compare = () => Promise.reject(new Error("nobody asks"));

  it("come from the clone that has both, the newest first, without asking anybody", async () => {
    const second = commitFile(folder, "a", "1");
    const third = commitFile(folder, "b", "1");
    assert.deepEqual(await commitsBetween(stage(), release(first), release(third), app, never), [
      {
        image: "api",
        from: first,
        to: third,
        commits: [
          { sha: third, title: "b is written" },
          { sha: second, title: "a is written" },
        ],
        more: 0,
      },
    ]);
  });

  it("are at most twenty titles and a number", async () => {
    const start = gitIn(folder, "rev-parse", "HEAD");
    for (let nth = 0; nth < 23; nth++) {
      gitIn(folder, "commit", "--quiet", "--allow-empty", "--message", `Step ${nth}`);
    }
    const [range] = await commitsBetween(stage(), release(start), release(gitIn(folder, "rev-parse", "HEAD")), app);
    assert.deepEqual([range?.commits.length, range?.more, range?.commits[0]?.title], [20, 3, "Step 22"]);
  });

  it("say of a release that goes back that it does", async () => {
    const [range] = await commitsBetween(stage(), release(gitIn(folder, "rev-parse", "HEAD")), release(first), app);
    assert.deepEqual([range?.commits, range?.leaves], [[], true]);
  });

  it("come from GitHub where the clone lacks them, in the same order and number", async () => {
    const asked: string[] = [];
    const titles = Array.from({ length: 22 }, (_, nth) => ({ sha: "3".repeat(40), title: `Step ${nth}` }));
    const compare: Compare = async (...args) => {
      asked.push(args.join(" "));
      return { contains: true, commits: titles, more: 5 };
    };
    const [base, head] = elsewhere;
    const [range] = await commitsBetween(stage(), release(base), release(head), app, compare);
    assert.deepEqual(asked, [`acme/shop ${base} ${head}`]);
    assert.deepEqual([range?.commits.length, range?.more, range?.commits[0]?.title], [20, 7, "Step 21"]);
  });

  it("are said to be unknown, and why, where nobody can tell", async () => {
    const [base, head] = elsewhere;
    const why = async (from: object, to: object, by: object, compare?: Compare) =>
      (await commitsBetween(stage(), { ...from }, { ...to }, { ...by }, compare))[0]?.unknown;
    const lacks = "the commits are not in this clone, and";
    assert.equal(await why(release(base), release(head), app), `${lacks} GitHub was not asked`);
    assert.equal(await why(release(base), release(head), {}, never), `${lacks} app.delivery.repository is not set`);
    assert.equal(await why(release(base), release(head), app, never), `${lacks} GitHub does not tell: nobody asks`);
    assert.equal(
      await why(release(base), release(undefined, "new"), app),
      "the newer release does not say the commit (release.commits)",
    );
    assert.equal(
      await why(release(undefined, "old"), release(head), app),
      "the older release does not say the commit (release.commits)",
    );
    assert.equal(await why({}, release(head), app), "the image is new");
    assert.match(
      (await why(release(base, "old"), release(base, "new"), app)) ?? "",
      /^both images were built from 111111111111$/,
    );
  });

  it("are told of images that change alone", async () => {
    assert.deepEqual(await commitsBetween(stage(), release(first), release(first), app), []);
  });

  it("take no word of a stack file for an option of git, since it is not checked here", async () => {
    const odd = "--output=/tmp/slipway-was-here";
    assert.deepEqual(await containsCommit(stage(), { ancestor: odd, descendant: first }), {
      unknown: "the commits are not in this clone, and app.delivery.repository is not set",
    });
  });

  it("tell whether one contains the other, by the clone or by GitHub, or that nobody knows", async () => {
    const descendant = gitIn(folder, "rev-parse", "HEAD");
    assert.deepEqual(await containsCommit(stage(), { ancestor: first, descendant }), { contains: true });
    assert.deepEqual(await containsCommit(stage(), { ancestor: descendant, descendant: first }), { contains: false });
    const [ancestor = "", head = ""] = elsewhere;
    const commits = { repository: "acme/shop", ancestor, descendant: head };
    const diverged: Compare = async () => ({ contains: false, commits: [], more: 0 });
    assert.deepEqual(await containsCommit(stage(), commits, diverged), { contains: false });
    assert.ok("unknown" in (await containsCommit(stage(), commits)));
  });
});
