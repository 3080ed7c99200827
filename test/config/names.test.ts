import assert from "node:assert/strict";
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
      [
        "slipway:app.services.network: is a name that slipway uses itself (account, network, cluster, secrets, alarms, edge, deploy, delivery, github): use another one",
      ],
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
        "app.caches.a-b": { engine: "valkey", version: "8.1", use: "cache" },
        "app.caches.a": { engine: "valkey", version: "8.1", use: "cache" },
        "app.services.c": { ...worker, uses: ["a-b"] },
        "app.services.b-c": { ...worker, uses: ["a"] },
      },
      [
        "slipway:app.services.b-c.uses: makes the name shop-staging-a-b-c, which slipway:app.services.c.uses makes too: use another name",
      ],
    ],
  ]);

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
