import assert from "node:assert/strict";
import { ownNames } from "../../config/checks/names.ts";
import { problems } from "./minimal.ts";
import { refuses } from "./refuses.ts";

const worker = { kind: "worker", image: "app" };

describe("the names of a stack", () => {
  refuses([
    [
      "are unique across services, jobs, databases and caches, since uses names them bare",
      { "app.jobs.api": { image: "app", schedule: "rate(1 day)" }, "app.services.cache": worker },
      [
        "slipway:app.jobs.api: is the name of slipway:app.services.api too: use another one",
        "slipway:app.caches.cache: is the name of slipway:app.services.cache too: use another one",
      ],
    ],
    [
      "are none of slipway's own",
      { "app.services.network": worker },
      [`slipway:app.services.network: is a name that slipway uses itself (${ownNames.join(", ")}): use another one`],
    ],
    [
      "leave room for the tasks that slipway runs for a database",
      { "app.services.main-migration": worker },
      [
        "slipway:app.databases.main: makes the name main-migration, which slipway:app.services.main-migration has: use another one",
      ],
    ],
    [
      "are unique as AWS sees them, where a-b of c is a of b-c",
      {
        "app.caches.a-b": { engine: "valkey", version: "8.1" },
        "app.caches.a": { engine: "valkey", version: "8.1" },
        "app.services.c": { ...worker, uses: ["a-b"] },
        "app.services.b-c": { ...worker, uses: ["a"] },
      },
      [
        "slipway:app.services.c.uses: makes the secret shop-staging/a-b-c, which slipway:app.services.b-c.uses makes too: use another name",
      ],
    ],
  ]);

  refuses([
    [
      "leave room for each task that slipway runs for a database, by any of its names",
      {
        "app.services.main-migration-task": worker,
        "app.jobs.main-roles-bootstrap": { image: "app", schedule: "rate(1 day)" },
      },
      [
        "slipway:app.databases.main: makes the task shop-staging-main-roles-bootstrap, which slipway:app.jobs.main-roles-bootstrap makes too: use another name",
        "slipway:app.databases.main: makes the task shop-staging-main-migration-task, which slipway:app.services.main-migration-task makes too: use another name",
      ],
    ],
    [
      "leave room for alarms, where engine-cpu of a is cpu of a-engine",
      {
        "app.databases.a-engine": { engine: "postgres", version: "17" },
        "app.caches.a": { engine: "valkey", version: "8.1" },
      },
      [
        "slipway:app.databases.a-engine: makes the alarm shop-staging-a-engine-cpu, which slipway:app.caches.a makes too: use another name",
      ],
    ],
    [
      "leave room for what looks into the queues of a cache, once however many services follow them",
      {
        "app.services.one": { ...worker, scaleOn: { queue: { of: "cache", name: "one", format: "list" } } },
        "app.services.two": { ...worker, scaleOn: { queue: { of: "cache", name: "two", format: "list" } } },
        "app.services.cache-queue-depth": worker,
      },
      [
        "slipway:app.caches.cache: makes the name cache-queue-depth, which slipway:app.services.cache-queue-depth has: use another one",
      ],
    ],
    [
      "leave room for the dead letters of a queue",
      { "app.queues": { orders: {}, "orders-dead": {} } },
      [
        "slipway:app.queues.orders-dead: makes the queue shop-staging-orders-dead, which slipway:app.queues.orders makes too: use another name",
      ],
    ],
    [
      "are none that every object of JavaScript has",
      { "app.services.constructor": worker },
      ["slipway:app.services.constructor: is a name that cannot be used: use another one, like builder"],
    ],
  ]);

  it("are none that would be left out without a word", () => {
    const services = JSON.parse('{"worker": {"kind": "worker", "image": "app"}, "__proto__": {"kind": "worker"}}');
    assert.deepEqual(problems({ "app.services": services, "environment.domain": undefined }), [
      "slipway:app.services.__proto__: is a name that cannot be used: use another one",
    ]);
  });

  it("begin with the whole prefix, since the role that deploys finds what is the stack's by it", () => {
    const delivery = { "app.delivery": { repository: "acme/shop" } };
    assert.deepEqual(problems(delivery, { stack: "a-place-of-22-characters".slice(0, 22) }), []);
    assert.deepEqual(problems(delivery, { stack: "a-place-of-very-many-characters" }), [
      'slipway:app.name "shop": makes the prefix shop-a-place-of-very-many-characters, too long for names on AWS, by which the role that deploys finds what is the stack\'s: shorten the name of the app or of the stack (28 characters with the hyphen always fit)',
    ]);
    const stack = "p".repeat(28);
    assert.deepEqual(problems(delivery, { stack }), []);
    const [bucket] = problems({ ...delivery, "app.buckets": { "b-with-20-characters": {} } }, { stack });
    assert.match(bucket ?? "", /too long for names on AWS/);
  });

  it("fit however long the keys are, since names are shortened and end in a hash of the whole", () => {
    const long = (last: string) => `abcdefghijklmnopqrs${last}`;
    assert.deepEqual(
      problems(
        {
          "app.name": "abcdefghijklmnop",
          "app.services": {
            [long("a")]: { kind: "web", image: "app", port: 80, health: "/", routes: ["/a"], uses: ["cache"] },
            [long("b")]: { kind: "web", image: "app", port: 80, health: "/", routes: ["/b"], uses: ["cache"] },
          },
        },
        { stack: "a-place-with-quite-a-long-name-indeed" },
      ),
      [],
    );
  });

  it("begin with a stack's name that AWS takes", () => {
    assert.deepEqual(problems({}, { stack: "Prod_1" }), [
      'stack "Prod_1": is no name for physical names: use lower-case letters, digits and single hyphens, a letter first',
    ]);
  });
});
