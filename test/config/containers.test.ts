import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { resolve } from "../../config/resolve.ts";
import { changed, problems } from "./minimal.ts";
import { refuses } from "./refuses.ts";

const proxy = `ghcr.io/acme/proxy@sha256:${"ef".repeat(32)}`;
const discoverable = { kind: "worker", image: "app", discoverable: true, port: 9000 };

describe("a container beside the app", () => {
  refuses([
    [
      "comes by its digest, since nothing else says which one runs",
      {
        "app.services.api.sidecars": {
          proxy: { image: "ghcr.io/acme/proxy:1.2" },
          other: { image: proxy.replace("@", ":1.2@") },
        },
      },
      [
        'slipway:app.services.api.sidecars.proxy.image "ghcr.io/acme/proxy:1.2": is no image with its digest: write registry, repository, "@sha256:" and 64 hexadecimal digits',
      ],
    ],
    [
      "has a name and a port of its own in the task",
      {
        "app.services.api.sidecars": {
          api: { image: proxy },
          one: { image: proxy, port: 8000 },
          two: { image: proxy, port: 9000 },
          three: { image: proxy, port: 9000 },
          "slipway-init": { image: proxy },
        },
      },
      [
        "slipway:app.services.api.sidecars.api: is the name of a container that the task has already: use another one",
        "slipway:app.services.api.sidecars.one.port 8000: is the port of the service itself too, and containers of one task share its address: use another one",
        "slipway:app.services.api.sidecars.slipway-init: is the name of a container that the task has already: use another one",
        "slipway:app.services.api.sidecars.two.port 9000: is the port of sidecars.three too, and containers of one task share its address: use another one",
      ],
    ],
    [
      "gets secrets that the app declares, each variable once",
      {
        "app.secrets.SECRET_KEY": "generated",
        "app.services.api.sidecars": {
          proxy: { image: proxy, secrets: ["SECRET_KEY", "SECRET_KY"], env: { SECRET_KEY: "plain" } },
        },
      },
      [
        "slipway:app.services.api.sidecars.proxy.env.SECRET_KEY: is set by its secrets too: remove one of the two",
        'slipway:app.services.api.sidecars.proxy.secrets[1] "SECRET_KY": unknown secret: use SECRET_KEY',
      ],
    ],
  ]);
});

describe("a file system that outlives tasks", () => {
  refuses([
    [
      "has a folder of its own",
      {
        "app.services.api.writable": ["/tmp"],
        "app.services.api.volumes": {
          scratch: { path: "/tmp" },
          uploads: { path: "/data/" },
          kernel: { path: "/proc" },
        },
      },
      [
        'slipway:app.services.api.volumes.kernel.path "/proc": belongs to the kernel: use another folder',
        'slipway:app.services.api.volumes.scratch.path "/tmp": is there twice: remove it',
        'slipway:app.services.api.volumes.uploads.path "/data/": is not the shortest way to write it: write /data',
      ],
    ],
    [
      "has a name of its own in the stack",
      {
        "app.services.api.volumes": { files: { path: "/data" } },
        "app.services.api-files": { kind: "worker", image: "app" },
      },
      [
        "slipway:app.services.api.volumes.files: makes the name api-files, which slipway:app.services.api-files has: use another one",
      ],
    ],
  ]);
});

describe("what a task writes to its folders", () => {
  refuses([
    [
      "is memory of the task, and at most half of it",
      {
        "app.services.api.writable": ["/tmp", { path: "/cache", sizeMiB: 300 }],
        "app.databases.main.migrate.writable": [{ path: "/tmp", sizeMiB: 600 }],
      },
      [
        "slipway:app.services.api.writable: holds up to 364 MiB in memory, more than half of the 512 MiB of the task: say less sizeMiB, or raise slipway:environment.services.api.memoryMiB",
        "slipway:app.databases.main.migrate.writable: holds up to 600 MiB in memory, more than half of the 1024 MiB of the task: say less sizeMiB",
      ],
    ],
    [
      "may be more where the place gives the task more",
      {
        "app.services.api.writable": [{ path: "/cache", sizeMiB: 512 }],
        "environment.services": { api: { memoryMiB: 1024 } },
      },
      [],
    ],
  ]);
});

describe("a service that others use", () => {
  refuses([
    ["says so, and at which port", { "app.services.inner": discoverable, "app.services.api.uses": ["inner"] }, []],
    [
      "is another one, and discoverable",
      { "app.services.inner": { ...discoverable, uses: ["inner"] }, "app.services.api.uses": ["worker"] },
      [
        'slipway:app.services.api.uses[0] "worker": is a service that others cannot reach: add slipway:app.services.worker.discoverable: true, or remove it',
        'slipway:app.services.inner.uses[0] "inner": is the service itself: remove it, and use localhost',
      ],
    ],
    [
      "is used by services only, since ECS gives no names to other tasks",
      { "app.services.inner": discoverable, "app.jobs.nightly.uses": ["inner"] },
      [
        'slipway:app.jobs.nightly.uses[0] "inner": is a service, and ECS lets only services reach it by its name: use its address behind the load balancer, {from: stack.url}, or make a worker of the job',
      ],
    ],
    [
      "takes no words that are for stores",
      {
        "app.services.inner": discoverable,
        "app.services.api.uses": { inner: { access: "read", urlDialect: "libpq" } },
      },
      [
        'slipway:app.services.api.uses.inner.access "read": is a word for stores: remove it, a service is only reached',
        'slipway:app.services.api.uses.inner.urlDialect "libpq": is a word for stores: remove it, a service is only reached',
      ],
    ],
    [
      "has a port when it is a worker, and a worker has one only then",
      {
        "app.services.one": { kind: "worker", image: "app", discoverable: true },
        "app.services.two": { kind: "worker", image: "app", port: 9000 },
      },
      [
        "slipway:app.services.one.port: is missing: others reach a discoverable service at a port: add it",
        "slipway:app.services.two.port 9000: nothing can connect to a worker that is not discoverable: add discoverable: true, or remove it",
      ],
    ],
  ]);
});

describe("a queue that a task uses", () => {
  refuses([
    [
      "has no dialect, since AWS's SDKs take its URL as it is",
      { "app.queues": { orders: {} }, "app.services.api.uses": { orders: { access: "read", urlDialect: "redis" } } },
      [
        'slipway:app.services.api.uses.orders.urlDialect "redis": is no dialect of a queue: remove it, AWS\'s SDKs take what is in the variable as it is',
      ],
    ],
    [
      "has a variable of its own, as every store has",
      { "app.queues": { orders: {}, mails: {} }, "app.services.api.uses": ["orders", "mails"] },
      [
        'slipway:app.services.api.uses[1] "mails": sets QUEUE_URL, and so does the URL of orders: give the URL another variable, uses: {mails: {env: MAILS_URL}}',
      ],
    ],
    [
      "has a variable of its own when it is a bucket, which nothing else sets",
      {
        "app.buckets": { uploads: {} },
        "app.services.api.uses": ["uploads"],
        "app.services.api.env": { UPLOADS_BUCKET: "somewhere-else" },
      },
      [
        'slipway:app.services.api.uses[0] "uploads": sets UPLOADS_BUCKET, and so does its env: give the name another variable, uses: {uploads: {env: UPLOADS_BUCKET_NAME}}',
      ],
    ],
    [
      "takes no dialect when it is a bucket, which has no URL",
      { "app.buckets": { uploads: {} }, "app.services.api.uses": { uploads: { urlDialect: "redis" } } },
      [
        'slipway:app.services.api.uses.uploads.urlDialect "redis": is no dialect of a bucket: remove it, AWS\'s SDKs take what is in the variable as it is',
      ],
    ],
  ]);
});

describe("an image that is built here", () => {
  const build = { repository: "ghcr.io/acme/shop", build: { context: "." } };
  refuses([
    ["has no digest beforehand", { "app.images.app": build, "release.images": {} }, []],
    [
      "takes none, since it would say what does not run",
      { "app.images.app": build },
      [
        "slipway:release.images.app: the app builds this image, app.images.app.build, so its digest is known only then: remove it here, or remove build",
      ],
    ],
    [
      "is not for production",
      { "app.images.app": build, "release.images": {}, "environment.profile": "production" },
      [
        "slipway:app.images.app.build: production runs only what was verified elsewhere: remove it, and give the digest in slipway:release.images.app",
      ],
    ],
    [
      "is inside the project",
      {
        "app.images.app": { ...build, build: { context: "../other", dockerfile: "/etc/Dockerfile" } },
        "release.images": {},
      },
      [
        'slipway:app.images.app.build.context "../other": is no path inside the project: write it like frontend',
        'slipway:app.images.app.build.dockerfile "/etc/Dockerfile": is no path inside the project: write it like frontend',
        "slipway:release.images.app: is missing: every image of the app needs its digest, sha256: and 64 hexadecimal digits",
      ],
    ],
  ]);
});

describe("the tag that ECR pulls an image by", () => {
  const pullThrough = { "app.images.app": "public.ecr.aws/acme/shop", "environment.images": { pullThrough: true } };
  refuses([
    [
      "is one that a registry takes",
      { ...pullThrough, "release.version": "2.0.0+build 7" },
      [
        'slipway:release.version "2.0.0+build 7": is no tag of an image, and environment.images.pullThrough pulls app by it: use letters, digits and _ . -, or add commits.app, for the tag sha-<commit>',
      ],
    ],
    [
      "is that of the commit where the release says one",
      { ...pullThrough, "release.version": "2.0.0+build 7", "release.commits": { app: "c".repeat(40) } },
      [],
    ],
  ]);
});

describe("a value that looks like a secret", () => {
  const value = "Xk9" + "fQ2mZ7pLr4TsV1bN8";
  const told = problems({
    "app.env": { SECRET_TOKEN: value, LOG_LEVEL: "info" },
    "app.services.api.env": { SEED_KEY: { per: "environment", default: value } },
    "app.services.api.sidecars": { proxy: { image: proxy, env: { UPSTREAM: `http://user:${value}@example.com` } } },
    "environment.services": { api: { env: { SEED_KEY: value } } },
  });

  it("is refused wherever it stands, with the way to do it right", () => {
    const [first, ...others] = told;
    assert.equal(
      first,
      "slipway:app.env.SECRET_TOKEN: looks like a secret, and a stack file is no place for one: remove it here, declare slipway:app.secrets.SECRET_TOKEN: given, name it in secrets of each task that needs it, and give the value with pulumi config set --stack staging --secret --path 'slipway:secrets.SECRET_TOKEN'; if it was ever committed, replace it by a new one. If it is none, say so: {value: …, because: …}",
    );
    assert.deepEqual(
      others.map((problem) => problem.split(", and a stack file")[0]),
      [
        "slipway:app.services.api.env.SEED_KEY.default: looks like a secret",
        "slipway:app.services.api.sidecars.proxy.env.UPSTREAM: looks like a URL with a password",
        "slipway:environment.services.api.env.SEED_KEY: looks like a secret",
      ],
    );
  });

  it("is taken where somebody says why it is none, and the plan shows that", () => {
    const because = "every browser gets this key, and Google checks who asks";
    const resolved = resolve(changed({ "app.env": { MAPS_KEY: { value, because } } }), { stack: "staging" }, (sealed) =>
      pulumi.secret(sealed),
    );
    assert.ok("stack" in resolved);
    assert.equal(resolved.stack.services.api?.env.MAPS_KEY, value);
    assert.deepEqual(resolved.stack.exceptions, [{ key: "slipway:app.env.MAPS_KEY", because }]);
  });

  it("is refused in a command and among what workflows get too, where no name says what it is", () => {
    const token = `ghp_${value}`;
    const spoken = problems({
      "app.services.api.command": ["serve", "--token", token],
      "app.jobs.nightly.command": [`--token=${token}`],
      "app.delivery": { repository: "acme/shop" },
      "environment.github": { variables: { GH_TOKEN: token, LEVEL: "info" } },
    });
    assert.deepEqual(
      spoken.map((problem) => problem.split(", and a stack file")[0]),
      [
        "slipway:app.services.api.command[2]: looks like a token of GitHub",
        "slipway:app.jobs.nightly.command[0]: looks like a token of GitHub",
        "slipway:environment.github.variables.GH_TOKEN: looks like a token of GitHub",
      ],
    );
    assert.ok(spoken.every((problem) => !problem.includes(value)));
  });

  it("is no address, and an address is not called like one: a rule of the plan would take it for the password", () => {
    const called = problems({
      "app.env": { DB_PASSWORD: { from: "databases.main.host" }, SECRET_KEY: { from: "stack.url" } },
    });
    assert.deepEqual(called, [
      "slipway:app.env.DB_PASSWORD: takes databases.main.host, which is no secret, and is called as if it held one: give it a name that says what it holds",
    ]);
  });

  it("is never shown", () => assert.ok(told.every((problem) => !problem.includes(value))));
});
