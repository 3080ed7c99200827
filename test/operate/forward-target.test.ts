import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:net";
import { forwardText } from "../../cli/texts/exec.ts";
import { carrierOf, forwardedStore, portsOf, storeCommand } from "../../operate/forward-target.ts";
import { operatedStack } from "./default-stack.ts";

const of = operatedStack("staging");
const { stack } = of;
const { api, worker } = stack.services;
assert.ok(api && worker);
const exec = { because: "the team looks at queues by hand" };
const letsIn = operatedStack("staging", { services: { api: { ...api, exec }, worker } });

describe("a port to a store", () => {
  it("is named by the store's key, with a port of this machine behind a colon", () => {
    assert.deepEqual(forwardedStore("main", stack), {
      kind: "database",
      name: "main",
      identifier: "harbour-staging-main",
    });
    assert.deepEqual(forwardedStore("cache:16379", stack), {
      kind: "cache",
      name: "cache",
      identifier: "harbour-staging-cache",
      localPort: 16_379,
    });
  });

  it("is refused for what is no store and no port, with what there is", () => {
    assert.throws(() => forwardedStore("mian", stack), {
      message:
        '--forward mian: staging has no database or cache mian (did you mean "main"?): there is main, cache; name one of these',
    });
    for (const text of ["main:0", "main:x", "main:70000", "main:1:2"]) {
      assert.throws(() => forwardedStore(text, stack), {
        message: `--forward ${text} does not fit: give the name of a database or cache, and perhaps a port of this machine from 1 to 65535, such as main:15432`,
      });
    }
  });

  it("goes through a service that uses the store and lets people in", () => {
    const main = forwardedStore("main", stack);
    assert.equal(carrierOf(letsIn, main, undefined), "api");
    assert.equal(carrierOf(letsIn, main, "api"), "api");
    assert.throws(() => carrierOf(of, main, "api"), /^UserError: api lets nobody in: /);
  });

  it("is refused where none of those lets people in, with the lines by which one does", () => {
    assert.throws(() => carrierOf(of, forwardedStore("main", stack), undefined), {
      message: [
        "no task can carry a port to main: api, worker use it, and nobody is let in there. With these lines, deployed, the next tasks of api can:",
        "  slipway:environment:",
        "    services:",
        "      api:",
        "        exec: { because: why people need to get in here }",
      ].join("\n"),
    });
  });

  it("goes through none that does not reach the store, because its firewall would not let it", () => {
    const main = forwardedStore("main", stack);
    const apart = operatedStack("staging", { services: { api: { ...api, exec, uses: {} } } });
    assert.throws(() => carrierOf(apart, main, "api"), {
      message: "api does not reach main, which its uses do not name: name a service that does, or none",
    });
    assert.throws(() => carrierOf(apart, main, undefined), {
      message:
        "no service of staging uses main, so no task can carry a port to it: add it to the uses of one, and set exec there",
    });
  });

  it("is the store's own number where nobody asks for another, and one that is free", async () => {
    const main = forwardedStore("main", stack);
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    const taken = typeof address === "object" && address ? address.port : 0;
    const cloud = { endpointOf: async () => ({ host: "main.example", port: taken }) };
    try {
      await assert.rejects(portsOf(main, "staging", cloud), {
        message: `port ${taken} of this machine is taken: give another one, such as --forward main:${taken + 10_000 > 65_535 ? taken - 10_000 : taken + 10_000}`,
      });
    } finally {
      server.close();
      await once(server, "close");
    }
    assert.deepEqual(await portsOf(main, "staging", cloud), { host: "main.example", port: taken, localPort: taken });
    await assert.rejects(portsOf(main, "staging", { endpointOf: async () => undefined }), {
      message:
        "staging has no database harbour-staging-main that listens: deploy it first, or wait until it is available",
    });
  });

  it("is told with what one types, and where the password is, which is never printed", () => {
    const main = forwardedStore("main", stack);
    const at = { user: "api", localPort: 15_432, host: "main.example" };
    assert.equal(
      forwardText(main, storeCommand(main, stack, at), 15_432),
      `127.0.0.1:15432 leads to database main until Ctrl-C. In another terminal:
  psql "host=127.0.0.1 port=15432 dbname=main user=api sslmode=require"
The password, for whoever may read it:
  aws secretsmanager get-secret-value --region eu-north-1 --secret-id harbour-staging/main-roles-api --query SecretString --output text
`,
    );
    const cache = forwardedStore("cache", stack);
    assert.deepEqual(storeCommand(cache, stack, { ...at, localPort: 6379, host: "cache.example" }), {
      command: "redis-cli -h 127.0.0.1 -p 6379 --tls --sni cache.example --insecure --user api --askpass",
      password:
        "aws secretsmanager get-secret-value --region eu-north-1 --secret-id harbour-staging/cache-api --query SecretString --output text",
    });
  });
});
