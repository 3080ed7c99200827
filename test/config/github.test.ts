import assert from "node:assert/strict";
import { problems, warnings } from "./minimal.ts";
import { refuses } from "./refuses.ts";

const on = (plan: string, visibility = "private") => ({ repository: { name: "acme/shop", visibility, plan } });
const secondSentence = { because: "Ann deploys alone this spring" };

describe("what a repository has once", () => {
  const delivery = { "app.delivery": { repository: "acme/shop" } };
  const manages = { ...delivery, "environment.github.manageRepository": true };
  const path = "slipway:environment.github.manageRepository";
  const production = { stack: "production" };
  const owner = { stack: "production", managesRepository: true };

  it("has one stack that declares it, since two would undo each other's settings for ever", () => {
    assert.deepEqual(problems(manages, { siblings: [production] }), []);
    assert.deepEqual(problems(delivery, { siblings: [owner] }), []);
    assert.deepEqual(problems(manages, { siblings: [owner, { stack: "canary" }] }), [
      `${path} true: is also said by production: say true in one of them only`,
    ]);
    assert.deepEqual(problems(delivery, { siblings: [owner, { stack: "canary", managesRepository: true }] }), [
      `${path}: production and canary all manage the repository: say true in exactly one of canary, production, staging, best in production`,
    ]);
  });

  it("has no stack fewer, since nobody would guard the branch", () => {
    assert.deepEqual(problems(delivery, { siblings: [production] }), [
      `${path}: nobody manages what the repository has once: say true in exactly one of production, staging, best in production`,
    ]);
    assert.deepEqual(problems(delivery, { siblings: [] }), [
      `${path}: nobody manages what the repository has once: say true`,
    ]);
  });

  it("may have it in a file that cannot be read just now", () => {
    assert.deepEqual(problems(delivery, { siblings: [{ stack: "production", isUnreadable: true }] }), []);
  });

  it("is nobody's where the app names no repository, and unknown where the stack files are not there", () => {
    assert.deepEqual(problems({}, { siblings: [production] }), []);
    assert.deepEqual(problems(delivery), []);
  });
});

describe("who approves a deployment", () => {
  const public_ = { "app.delivery": on("team", "public") };
  refuses([
    [
      "is somebody",
      { ...public_, "environment.github.reviewers": {} },
      ["slipway:environment.github.reviewers: names nobody: name users or teams, or remove it"],
    ],
    [
      "is six at most, as GitHub takes no more",
      { ...public_, "environment.github.reviewers": { users: ["a", "b", "c", "d", "e"], teams: ["x", "y"] } },
      [
        "slipway:environment.github.reviewers: names 7, and GitHub takes 6, users and teams together: name a team instead of its people",
      ],
    ],
    [
      "is not only the one who started it",
      { ...public_, "environment.github.reviewers": { users: ["ann"] } },
      [
        'slipway:environment.github.reviewers.users[0] "ann": is the only reviewer, so nobody could approve what ann started: name a second one or a team, or allow it with selfReview: {because: …}',
      ],
    ],
    [
      "may be one alone who approves their own",
      { ...public_, "environment.github": { reviewers: { users: ["ann"] }, selfReview: secondSentence } },
      [],
    ],
    ["may be one team, which has more people", { ...public_, "environment.github.reviewers": { teams: ["core"] } }, []],
    [
      "is no team where the owner is a person",
      { "app.delivery": on("pro", "public"), "environment.github.reviewers": { teams: ["core"] } },
      [
        'slipway:environment.github.reviewers.teams[0] "core": acme is a person (plan pro), who has no teams: name users',
      ],
    ],
    [
      "is written as GitHub writes it",
      { ...public_, "environment.github": { reviewers: { users: ["@ann", "ben"], teams: ["acme/core", "ops"] } } },
      [
        'slipway:environment.github.reviewers.users[0] "@ann": is no login of GitHub: write it like octocat, without @',
        'slipway:environment.github.reviewers.teams[0] "acme/core": is no slug of a team: write it as in its address, like platform, without the organisation',
      ],
    ],
    [
      "is named once, however the name is written: two spellings of one person would be nobody to approve",
      { ...public_, "environment.github.reviewers": { users: ["ann", "Ann"], teams: ["ops", "ops"] } },
      [
        'slipway:environment.github.reviewers.users[1] "ann": is there twice: remove it',
        'slipway:environment.github.reviewers.teams[1] "ops": is there twice: remove it',
      ],
    ],
    [
      "waits for thirty days at most",
      { ...public_, "environment.github.waitMinutes": 43_201 },
      [
        "slipway:environment.github.waitMinutes 43201: is out of range: use a whole number from 0 to 43200 (30 days have 43200)",
      ],
    ],
  ]);

  const nobody =
    "slipway:environment.github: nobody has to approve a deployment to production, so that merging its pull request is the only approval: name reviewers";
  const heard = { "environment.profile": "production", "environment.alarms": { page: [{ email: "ann@example.com" }] } };

  it("is missed in production where GitHub would ask", () => {
    assert.deepEqual(warnings({ ...heard, "app.delivery": on("free", "public") }), [nobody]);
    assert.deepEqual(warnings({ ...heard, "app.delivery": on("enterprise") }), [nobody]);
    assert.deepEqual(warnings({ "app.delivery": on("enterprise") }), []);
    assert.deepEqual(warnings({ ...heard, "app.delivery": on("team") }), []);
    const reviewers = { "environment.github.reviewers": { teams: ["core"] } };
    assert.deepEqual(warnings({ ...heard, ...reviewers, "app.delivery": on("enterprise") }), []);
  });

  it("is missed in production where nothing else stands before it either", () => {
    const bypass = [
      { app: 4711, because: "it commits the digests that a build made" },
      { role: "admin", because: "two people have it" },
    ];
    const of = (plan: string, more: object) => warnings({ ...heard, "app.delivery": { ...on(plan), ...more } });
    const pro = "nothing stands before production: acme/shop (private, plan pro) has no reviewers of deployments";
    assert.deepEqual(of("pro", { reviews: 0 }), [
      `slipway:app.delivery.reviews: ${pro}, and no pull request needs a review: say 1 or more, or know that whoever merges deploys`,
    ]);
    assert.deepEqual(of("team", { bypass }), [
      `slipway:app.delivery.bypass[0]: ${pro.replace("pro)", "team)")}, and whoever has the key of this app merges without a review: let it open pull requests instead, or let only jobs of the default branch have its key`,
    ]);
    assert.deepEqual(warnings({ "app.delivery": { ...on("pro"), reviews: 0 } }), [], "staging");
    const reviewers = { "environment.github.reviewers": { teams: ["core"] } };
    assert.deepEqual(warnings({ ...heard, ...reviewers, "app.delivery": { ...on("enterprise"), reviews: 0 } }), []);
  });

  it("need not be allowed to approve their own where nobody has to approve", () => {
    assert.deepEqual(warnings({ ...public_, "environment.github.selfReview": secondSentence }), [
      "slipway:environment.github.selfReview: has no effect: no reviewers have to approve",
    ]);
  });
});

describe("what the plan of a repository cannot do", () => {
  const approval = { reviewers: { users: ["ann", "ben"] }, waitMinutes: 5, selfReview: secondSentence };
  const refused = (key: string, plan: string) =>
    `slipway:environment.github.${key}: needs a public repository or the plan enterprise, and acme/shop (private, plan ${plan}) is neither: remove it, and let code owners review the promotion's pull request (app.delivery.reviews 1 or more)`;
  const missing =
    "slipway:environment.github.ungated: is missing: acme/shop (private, plan free) has neither environments nor rulesets, so nothing asks before a deployment or guards the branch: make it public, or say a higher plan in app.delivery, or say here, {because: …}, why the branch alone is gate enough";
  const ungated = { because: "the repository has two people" };
  const kept = (key: string, instead: string) =>
    `slipway:environment.github.${key}: is kept in an environment, and acme/shop (private, plan free) has none: ${instead}`;
  const byHand = "remove it, since a person starts each deployment";

  refuses([
    ...["pro", "team"].map(
      (plan) =>
        [
          `is to ask for approval in a private repository on the plan ${plan}`,
          { "app.delivery": on(plan), "environment.github": approval },
          [refused("reviewers", plan), refused("selfReview", plan), refused("waitMinutes 5", plan)],
        ] as const,
    ),
    ["is nothing on the plan enterprise", { "app.delivery": on("enterprise"), "environment.github": approval }, []],
    ["is nothing in public", { "app.delivery": on("free", "public"), "environment.github": approval }, []],
    ["is to have a gate at all in private on the plan free", { "app.delivery": on("free") }, [missing]],
    [
      "is said with a reason, and then GitHub keeps nothing of this place",
      {
        "app.delivery": on("free"),
        "secrets.TOKEN": "x",
        "environment.github": { ...approval, ungated, secrets: ["TOKEN"], variables: { LEVEL: "info" }, tags: ["v*"] },
      },
      [
        kept("reviewers", byHand),
        kept("selfReview", byHand),
        kept("waitMinutes 5", byHand),
        kept("secrets", "name it in app.delivery.secrets, which all workflows get"),
        kept("variables", "write it into the workflow"),
        kept("tags", "remove it, since AWS trusts the branches alone"),
      ],
    ],
    ["is in order once a sentence says why", { "app.delivery": on("free"), "environment.github.ungated": ungated }, []],
    [
      "is given up nowhere else",
      { "app.delivery": on("team"), "environment.github.ungated": ungated },
      [
        "slipway:environment.github.ungated: gives up what GitHub does for acme/shop (private, plan team), environments and rulesets: remove it",
      ],
    ],
    [
      "is to trust branches by a pattern, which AWS compares letter by letter",
      {
        "app.delivery": { ...on("free"), branches: ["main", "release/*"] },
        "environment.github.ungated": ungated,
      },
      [
        'slipway:app.delivery.branches[1] "release/*": is a pattern, and without environments AWS trusts a branch by its whole name: name each branch',
      ],
    ],
    [
      "counts for the app's repository in the stack that manages it alone",
      {
        "app.delivery": { ...on("free"), infrastructure: { name: "other/infrastructure", visibility: "public" } },
        "environment.github.manageRepository": true,
      },
      [missing],
    ],
    [
      "counts for no other stack",
      { "app.delivery": { ...on("free"), infrastructure: { name: "other/infrastructure", visibility: "public" } } },
      [],
    ],
  ]);

  it("is told where a rule is written that nothing holds anybody to, or a merge that GitHub does not do", () => {
    const delivery = { ...on("free"), checks: ["test"], reviews: 1, signedCommits: true, tags: ["v*"] };
    const auto = { from: "canary", auto: true };
    const told = warnings({
      "app.delivery": delivery,
      "environment.github.ungated": ungated,
      "environment.promotion": auto,
    });
    assert.deepEqual(told, [
      ...["checks", "reviews", "signedCommits", "tags"].map(
        (key) =>
          `slipway:app.delivery.${key}: has no effect: GitHub has no rulesets for a private repository on the plan free`,
      ),
      "slipway:environment.promotion.auto: GitHub merges nothing by itself in acme/shop (private, plan free): a person merges the pull request that this opens",
    ]);
    assert.deepEqual(warnings({ "app.delivery": { ...delivery, ...on("team") }, "environment.promotion": auto }), []);
  });
});

describe("a branch that may deploy", () => {
  it("is one that is protected, or somebody approves: else whoever may push it deploys", () => {
    const team = { repository: { name: "acme/shop", plan: "enterprise" }, branches: ["main", "develop"] };
    const of = (github: object) => warnings({ "app.delivery": team, "environment.github": github });
    const branches = ["main", "develop", "release/*"];
    assert.deepEqual(of({ branches }), [
      "slipway:environment.github.branches[2]: release/* is not in app.delivery.branches, which alone are protected: whoever may push it deploys here, so name it there, or name reviewers",
    ]);
    assert.deepEqual(of({ branches, reviewers: { teams: ["core"] } }), []);
    assert.deepEqual(of({ branches: ["main"] }), []);
  });

  it("is the default branch at least, from which alone the workflows deploy", () => {
    const of = (branches: string[]) =>
      warnings({
        "app.delivery": { repository: "acme/shop", branches: ["main", "release/*"] },
        "environment.github": { branches },
      });
    assert.deepEqual(of(["release/*"]), [
      "slipway:environment.github.branches: main is not among them, and slipway's workflows deploy from that alone: name it too, or nothing is deployed",
    ]);
    assert.deepEqual(of(["main", "release/*"]), []);
  });
});
