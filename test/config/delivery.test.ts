import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { repositoriesOf } from "../../config/delivery.ts";
import type { GitHub } from "../../config/stack-delivery.ts";
import { type Changes, stackOf, warnings } from "./minimal.ts";
import { refuses } from "./refuses.ts";

function githubOf(changes: Changes): GitHub {
  const { github } = stackOf(changes);
  assert.ok(github);
  return github;
}

describe("names of repositories", () => {
  it("are read from values of either form, raw or parsed", () => {
    const both = { repository: "acme/shop", infrastructure: "acme/shop" };
    assert.deepEqual(repositoriesOf({ delivery: { repository: "acme/shop" } }), both);
    assert.deepEqual(repositoriesOf({ delivery: { repository: { name: "acme/shop" } } }), both);
    assert.deepEqual(
      repositoriesOf({ delivery: { repository: "acme/shop", infrastructure: { name: "acme/platform" } } }),
      { repository: "acme/shop", infrastructure: "acme/platform" },
    );
  });

  it("are none where nothing readable is said", () => {
    for (const app of [undefined, "shop", {}, { delivery: { repository: 5 } }, { delivery: { repository: {} } }]) {
      assert.deepEqual(repositoriesOf(app), {});
    }
  });
});

describe("GitHub's side of a stack", () => {
  it("has a default for everything but the name", () => {
    const repository = { owner: "acme", name: "shop", visibility: "private", plan: "team" };
    assert.deepEqual(githubOf({ "app.delivery": { repository: "acme/shop" } }), {
      app: repository,
      infrastructure: repository,
      isOneRepository: true,
      defaultBranch: "main",
      environment: {
        gate: "environment",
        branches: ["main"],
        tags: [],
        reviewers: { users: [], teams: [] },
        selfReview: false,
        waitMinutes: 0,
        secrets: [],
        variables: {},
      },
      keepImages: 30,
      protect: false,
    });
  });

  it("manages the repositories with reviews, release tags and Dependabot unless it says otherwise", () => {
    const managed = { "environment.github.manageRepository": true };
    assert.deepEqual(githubOf({ ...managed, "app.delivery": { repository: "acme/shop" } }).managed, {
      branches: ["main"],
      tags: ["v*"],
      checks: [],
      reviews: 1,
      signedCommits: false,
      bypass: [],
      secrets: [],
      dependabotSecrets: [],
      dependabot: true,
      actions: [],
    });
  });

  it("is what the two blocks say", () => {
    const { isOneRepository, infrastructure, folder, environment, managed, keepImages } = githubOf({
      "secrets.CODECOV_TOKEN": "x",
      "app.delivery": {
        repository: { name: "acme/shop", visibility: "public", plan: "free" },
        infrastructure: { name: "acme/platform", plan: "free", visibility: "public" },
        folder: "deploy/shop",
        branches: ["trunk", "release/*"],
        tags: ["release-*"],
        checks: ["test (3.12)", "lint"],
        reviews: 2,
        signedCommits: true,
        bypass: [
          { team: "platform", because: "they mend what is broken at night" },
          { app: 4711, because: "it merges what Dependabot opens" },
          { role: "admin", because: "two people have it" },
        ],
        secrets: ["CODECOV_TOKEN"],
        dependabot: { secrets: ["CODECOV_TOKEN"], updates: false },
        topics: ["shop"],
        actions: ["codecov/*"],
        keepImages: 5,
      },
      "environment.github": {
        manageRepository: true,
        reviewers: { users: ["ann"], teams: ["core"] },
        selfReview: { because: "Ann deploys alone this spring" },
        waitMinutes: 5,
        branches: ["trunk"],
        tags: ["v*"],
        variables: { LEVEL: "info" },
      },
    });
    assert.equal(isOneRepository, false);
    assert.deepEqual(infrastructure, { owner: "acme", name: "platform", visibility: "public", plan: "free" });
    assert.equal(folder, "deploy/shop");
    assert.equal(keepImages, 5);
    assert.deepEqual(environment, {
      gate: "environment",
      branches: ["trunk"],
      tags: ["v*"],
      reviewers: { users: ["ann"], teams: ["core"] },
      selfReview: true,
      waitMinutes: 5,
      secrets: [],
      variables: { LEVEL: "info" },
    });
    assert.deepEqual(managed, {
      branches: ["trunk", "release/*"],
      tags: ["release-*"],
      checks: ["test (3.12)", "lint"],
      reviews: 2,
      signedCommits: true,
      bypass: [
        { actor: { team: "platform" }, because: "they mend what is broken at night" },
        { actor: { app: 4711 }, because: "it merges what Dependabot opens" },
        { actor: { role: "admin" }, because: "two people have it" },
      ],
      secrets: ["CODECOV_TOKEN"],
      dependabotSecrets: ["CODECOV_TOKEN"],
      dependabot: false,
      topics: ["shop"],
      actions: ["codecov/*"],
    });
  });

  it("takes the plan of the app's repository for another one of the same owner, whose plan it is", () => {
    const repository = { name: "acme/shop", plan: "enterprise" };
    const planOf = (infrastructure: string) => githubOf({ "app.delivery": { repository, infrastructure } });
    assert.equal(planOf("Acme/platform").infrastructure.plan, "enterprise");
    assert.equal(planOf("other/platform").infrastructure.plan, "team");
  });

  it("has the branch alone as a gate where GitHub has no environments", () => {
    const { environment } = githubOf({
      "app.delivery": { repository: { name: "acme/shop", plan: "free" } },
      "environment.github.ungated": { because: "the repository has two people" },
    });
    assert.equal(environment.gate, "branch");
  });

  it("tells every less safe choice with its reason", () => {
    const { exceptions } = stackOf({
      "app.delivery": {
        repository: { name: "acme/shop", visibility: "public" },
        bypass: [{ team: "core", because: "they mend it at night" }],
      },
      "environment.github": { reviewers: { users: ["ann"] }, selfReview: { because: "Ann deploys alone" } },
    });
    assert.deepEqual(exceptions, [
      { key: "slipway:app.delivery.bypass[0]", because: "they mend it at night" },
      { key: "slipway:environment.github.selfReview", because: "Ann deploys alone" },
    ]);
  });
});

describe("secrets of a repository", () => {
  const delivery = { repository: "acme/shop", secrets: ["UPLOAD"], dependabot: { secrets: ["PACKAGES"] } };
  const manages = { "app.delivery": delivery, "environment.github.manageRepository": true };
  const give = (name: string) => `pulumi config set --stack staging --secret --path 'slipway:secrets.${name}'`;

  refuses([
    [
      "are given to the stack that manages it",
      manages,
      [
        `slipway:app.delivery.secrets[0] "UPLOAD": unknown secret: give it with ${give("UPLOAD")}`,
        `slipway:app.delivery.dependabot.secrets[0] "PACKAGES": unknown secret: give it with ${give("PACKAGES")}`,
      ],
    ],
    ["are asked of no other stack", { "app.delivery": delivery }, []],
    [
      "have names that GitHub takes",
      {
        "app.delivery": {
          repository: "acme/shop",
          secrets: ["GITHUB_A"],
          dependabot: { secrets: ["GITHUB_B"] },
        },
        "environment.github.variables": { ECS_CLUSTER: "x", APP_URL: "x", SLIPWAY_OWNER: "x" },
      },
      [
        'slipway:app.delivery.secrets[0] "GITHUB_A": GitHub keeps names that begin with GITHUB_ to itself: use another one, like APP_GITHUB_A',
        'slipway:app.delivery.dependabot.secrets[0] "GITHUB_B": GitHub keeps names that begin with GITHUB_ to itself: use another one, like APP_GITHUB_B',
        ...["APP_URL", "ECS_CLUSTER", "SLIPWAY_OWNER"].map(
          (name) => `slipway:environment.github.variables.${name}: slipway sets this variable itself: use another name`,
        ),
      ],
    ],
  ]);

  const ofSlipway =
    "names that begin with SLIPWAY_ are for secrets of slipway's own workflows, which no stack ever sees: give it with gh secret set, or use another name";
  refuses([
    [
      "are none of slipway's own, whose keys would come into a stack's state",
      {
        "app.delivery": {
          repository: "acme/shop",
          secrets: ["SLIPWAY_WRITER_KEY"],
          dependabot: { secrets: ["SLIPWAY_READER_KEY"] },
        },
        "environment.github.secrets": ["SLIPWAY_READER_KEY"],
        "secrets.SLIPWAY_READER_KEY": "x",
      },
      [
        `slipway:app.delivery.secrets[0] "SLIPWAY_WRITER_KEY": ${ofSlipway}`,
        `slipway:app.delivery.dependabot.secrets[0] "SLIPWAY_READER_KEY": ${ofSlipway}`,
        `slipway:environment.github.secrets[0] "SLIPWAY_READER_KEY": ${ofSlipway}`,
      ],
    ],
  ]);

  it("are sealed, and kept nowhere but on GitHub", () => {
    const { UPLOAD } = stackOf({ ...manages, "secrets.UPLOAD": "x", "secrets.PACKAGES": "y" }).secrets;
    assert.ok(UPLOAD?.kind === "given" && UPLOAD.stored === false && pulumi.Output.isInstance(UPLOAD.value));
  });

  it("have no effect in a stack that does not manage it", () => {
    assert.deepEqual(warnings({ "app.delivery": delivery, "secrets.UPLOAD": "x" }), [
      "slipway:secrets.UPLOAD: has no effect: nothing asks for this secret",
    ]);
  });
});

describe("a delivery", () => {
  const delivers = (more: object) => ({ "app.delivery": { repository: "acme/shop", ...more } });
  const because = "they mend what is broken at night";
  refuses([
    [
      "names a repository of GitHub",
      { "app.delivery": { repository: { name: "shop", visibility: "secret", plan: "gold" } } },
      [
        'slipway:app.delivery.repository.name "shop": is no repository of GitHub: write it like acme/shop',
        'slipway:app.delivery.repository.visibility "secret": unknown value: use one of public, private',
        'slipway:app.delivery.repository.plan "gold": unknown value: use one of free, pro, team, enterprise',
      ],
    ],
    [
      "names another repository that deploys, or none",
      delivers({ infrastructure: "Acme/Shop" }),
      ['slipway:app.delivery.infrastructure "Acme/Shop": is app.delivery.repository: remove it, which says the same'],
    ],
    [
      "says one plan of one owner",
      {
        "app.delivery": {
          repository: { name: "acme/shop", plan: "enterprise" },
          infrastructure: { name: "acme/platform", plan: "team" },
        },
      },
      [
        'slipway:app.delivery.infrastructure.plan "team": acme/shop has the same owner and says enterprise, and a plan is the owner\'s: say it once, at app.delivery.repository, like {name: acme/shop, plan: team}, and remove it here',
      ],
    ],
    ...["/deploy", "deploy/", "../deploy", "./deploy", "a//b", "."].map(
      (folder) =>
        [
          `is in a folder of its repository, which ${folder} is not`,
          delivers({ folder }),
          [
            `slipway:app.delivery.folder ${JSON.stringify(folder)}: is no folder of the repository: write it like deploy, without a slash at its ends`,
          ],
        ] as const,
    ),
    [
      "has a default branch before patterns",
      delivers({ branches: ["release/*", "main"] }),
      [
        'slipway:app.delivery.branches[0] "release/*": is a pattern, and the first one is the default branch: put the name of that before it, like main',
      ],
    ],
    [
      "requires jobs of the app, not those that slipway's workflows have in the same repository",
      delivers({ checks: ["test", "check", "preview-done"] }),
      ["check", "preview-done"].map(
        (job, index) =>
          `slipway:app.delivery.checks[${index + 1}] "${job}": is a job of slipway's own workflows in the same repository, which is required already: remove it, and name a job of the app otherwise`,
      ),
    ],
    [
      "may require a job of such a name in another repository",
      delivers({ infrastructure: "acme/platform", checks: ["check"] }),
      [],
    ],
    [
      "asks for as many reviews as GitHub counts",
      delivers({ reviews: 7 }),
      ["slipway:app.delivery.reviews 7: is out of range: use a whole number from 0 to 6"],
    ],
    [
      "lets nobody pass without a reason, and one at a time",
      delivers({ bypass: [{ team: "core" }, { team: "core", role: "admin", because }, { role: "owner", because }] }),
      [
        "slipway:app.delivery.bypass[0].because: is missing: add it (Why this is worth it, as a sentence of ten characters or more; the plan shows it)",
        "slipway:app.delivery.bypass[1]: team and role do not go together: use either team, or role",
        'slipway:app.delivery.bypass[2].role "owner": unknown value: use one of maintain, write, admin',
      ],
    ],
    [
      "lets roles alone pass where the owner is a person",
      {
        "app.delivery": {
          repository: { name: "ann/shop", plan: "pro" },
          bypass: [
            { team: "core", because },
            { app: 4711, because },
            { role: "admin", because },
          ],
        },
      },
      [
        'slipway:app.delivery.bypass[0].team "core": ann is a person (plan pro), and GitHub takes a team of an organisation alone: name a role, like admin',
        "slipway:app.delivery.bypass[1].app 4711: ann is a person (plan pro), and GitHub takes an app of an organisation alone: name a role, like admin",
      ],
    ],
    [
      "lists nothing twice",
      delivers({
        tags: ["v*", "v*"],
        checks: ["a", "a"],
        topics: ["t", "t"],
        actions: ["docker/*", "docker/*"],
        bypass: [
          { team: "core", because },
          { team: "core", because: "another reason" },
        ],
        secrets: ["A", "A"],
        dependabot: { secrets: ["B", "B"] },
      }),
      [
        'slipway:app.delivery.tags[1] "v*": is there twice: remove it',
        'slipway:app.delivery.checks[1] "a": is there twice: remove it',
        'slipway:app.delivery.secrets[1] "A": is there twice: remove it',
        'slipway:app.delivery.topics[1] "t": is there twice: remove it',
        'slipway:app.delivery.actions[1] "docker/*": is there twice: remove it',
        'slipway:app.delivery.dependabot.secrets[1] "B": is there twice: remove it',
        'slipway:app.delivery.bypass[1] "team core": is there twice: remove it',
      ],
    ],
    [
      "writes topics and actions as GitHub does",
      delivers({ topics: ["Web Shop"], actions: ["docker", "codecov/codecov-action@v5"] }),
      [
        'slipway:app.delivery.topics[0] "Web Shop": is no topic: use up to 50 lower-case letters, digits and hyphens',
        'slipway:app.delivery.actions[0] "docker": is no pattern of actions: write it like docker/*',
      ],
    ],
  ]);
});

describe("two repositories of two owners", () => {
  it("are told that one App's token sees one of them, so that nobody takes the other for deleted", () => {
    const of = (infrastructure: string) => warnings({ "app.delivery": { repository: "acme/shop", infrastructure } });
    assert.deepEqual(of("acme-platform/shop"), [
      "slipway:app.delivery.infrastructure: acme-platform/shop and acme/shop have two owners, and the token of a GitHub App sees one: workflows of the stack that manages both need a token of somebody who may read both",
    ]);
    assert.deepEqual(of("Acme/infrastructure"), []);
  });
});

describe("a default branch of another name", () => {
  it("is told of, since the workflows say main and nothing would be deployed", () => {
    const of = (branches: string[]) => warnings({ "app.delivery": { repository: "acme/shop", branches } });
    assert.deepEqual(of(["master", "main"]), [
      "slipway:app.delivery.branches[0]: the workflows say main: write master for it in .github/workflows too, or nothing is deployed",
    ]);
    assert.deepEqual(of(["main", "develop"]), []);
  });
});

describe("actions that may run", () => {
  it("are named without effect where GitHub lets every action run", () => {
    const of = (plan: string, actions?: string[]) =>
      warnings({ "app.delivery": { repository: { name: "acme/shop", plan }, ...(actions && { actions }) } });
    assert.deepEqual(of("team", ["codecov/*"]), [
      "slipway:app.delivery.actions: has no effect: GitHub limits actions by name in public repositories and on the plan enterprise, so every action may run here",
    ]);
    assert.deepEqual(of("enterprise", ["codecov/*"]), []);
    assert.deepEqual(of("team"), []);
  });
});

describe("the state of a stack", () => {
  const at = (state: string) => ({ "environment.aws.state": state });
  const keyOf = (provider: string) => stackOf(at("s3://acme-state"), { secretsProvider: provider }).account.state?.key;

  it("is read from the address that pulumi login takes", () => {
    assert.equal(stackOf({ "environment.aws.state": undefined }).account.state, undefined);
    assert.deepEqual(stackOf(at("s3://acme-state/shop/app/?region=eu-west-1")).account.state, {
      url: "s3://acme-state/shop/app/?region=eu-west-1",
      bucket: "acme-state",
      prefix: "shop/app",
    });
    assert.equal(stackOf(at("s3://acme-state?region=eu-west-1")).account.state?.prefix, "");
  });

  it("has the key that Pulumi encrypts with, as an alias or an ARN", () => {
    assert.equal(keyOf("awskms://alias/shop?region=eu-west-1"), "alias/shop");
    const arn = "arn:aws:kms:eu-west-1:111111111111:key/34cd";
    assert.equal(keyOf(`awskms:///${arn}?region=eu-west-1`), arn);
    assert.equal(keyOf("awskms://34cd?region=eu-west-1"), arn);
    assert.equal(keyOf("awskms://34cd"), "arn:aws:kms:eu-north-1:111111111111:key/34cd");
  });

  it("has none where something else encrypts", () => {
    assert.equal(keyOf("passphrase"), undefined);
    assert.equal(keyOf("gcpkms://projects/x"), undefined);
    const none = { "environment.aws.state": undefined };
    assert.equal(stackOf(none, { secretsProvider: "awskms://alias/shop" }).account.state, undefined);
  });

  it("is missed where workflows are to deploy, which else log in to no backend", () => {
    const without = { "environment.aws.state": undefined };
    assert.deepEqual(warnings({ ...without, "app.delivery": { repository: "acme/shop" } }), [
      "slipway:environment.aws.state: is missing: workflows log in to no backend and their roles reach no state, so no job deploys this stack: say what pulumi login takes, like s3://acme-pulumi-state/shop?region=eu-north-1",
    ]);
    assert.deepEqual(warnings(without), []);
  });

  refuses([
    [
      "is in a bucket of S3",
      at("https://acme-state.s3.amazonaws.com"),
      [
        'slipway:environment.aws.state "https://acme-state.s3.amazonaws.com": is no bucket of S3: write it like s3://acme-pulumi-state/shop?region=eu-north-1',
      ],
    ],
    [
      "has no pattern in its path, which policies would take for more than one",
      { "environment.aws.state": "s3://acme-state/*" },
      [
        'slipway:environment.aws.state "s3://acme-state/*": is no bucket of S3: write it like s3://acme-pulumi-state/shop?region=eu-north-1',
      ],
    ],
  ]);
});
