import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { imageIn, partsOf, type RegistryOptions } from "../../cloud/registry.ts";
import { ecrLogin } from "../../cloud/registry-ecr.ts";
import { withEnvironment } from "../support/environment.ts";
import { type Answerer, type LocalServer, sendJson, startLocalServer } from "../support/local-server.ts";
import { describeOnMoto } from "./on-moto.ts";

const digestOf = (text: string) => `sha256:${createHash("sha256").update(text).digest("hex")}`;
const platform = (os: string, architecture: string, variant?: string) => ({ os, architecture, variant });
const index = JSON.stringify({
  schemaVersion: 2,
  manifests: [
    { digest: digestOf("1"), platform: platform("linux", "amd64") },
    { digest: digestOf("2"), platform: platform("linux", "arm64", "v8") },
    { digest: digestOf("3"), platform: platform("linux", "arm", "v7") },
    { digest: digestOf("4"), platform: platform("unknown", "unknown") },
  ],
});
const config = JSON.stringify({ os: "linux", architecture: "arm64", rootfs: {} });
const single = JSON.stringify({ schemaVersion: 2, config: { digest: digestOf(config) }, layers: [] });

describe("a registry", () => {
  const folder = mkdtempSync(join(tmpdir(), "slipway-registry-"));
  let server: LocalServer;
  let waits: number[] = [];
  const patience: RegistryOptions = {
    pause: (milliseconds) => {
      waits.push(milliseconds);
      return Promise.resolve();
    },
  };
  const ask = (digest: string, options = patience) =>
    imageIn({ repository: `${server.host}/acme/api`, digest }, options);
  /** As `docker login` writes it. */
  const keep = (docker: object) => writeFileSync(join(folder, "config.json"), JSON.stringify(docker));
  const auth = (user: string) => Buffer.from(user).toString("base64");

  before(async () => {
    server = await startLocalServer();
  });
  after(async () => {
    await server.stop();
    rmSync(folder, { recursive: true });
  });
  withEnvironment(() => ({
    DOCKER_CONFIG: folder,
    PATH: `${folder}${delimiter}${process.env.PATH}`,
    GH_TOKEN: undefined,
    GITHUB_TOKEN: undefined,
    SLIPWAY_CLOUD_URL: undefined,
    PULUMI_DEBUG_PROVIDERS: undefined,
  }));
  beforeEach(() => {
    waits = [];
    keep({});
  });

  /** Serves manifests and configurations by their path's end; what it lacks is 404. */
  const holding =
    (...texts: string[]): Answerer =>
    ({ path }, response) => {
      const text = texts.find((one) => path.endsWith(digestOf(one)));
      if (text === undefined) {
        sendJson(response, 404, { errors: [{ code: "MANIFEST_UNKNOWN", message: "manifest unknown" }] });
      } else {
        response.writeHead(200).end(text);
      }
    };

  it("tells the platforms of an index without the attestations in it, as ECS names them", async () => {
    server.answer(holding(index));
    assert.deepEqual(await ask(digestOf(index)), { platforms: ["linux/amd64", "linux/arm64", "linux/arm/v7"] });
    const [request] = server.received;
    assert.equal(request?.path, `/v2/acme/api/manifests/${digestOf(index)}`);
    assert.match(
      request.headers.accept ?? "",
      /oci\.image\.index\.v1.*manifest\.list\.v2.*oci\.image\.manifest\.v1.*manifest\.v2/,
    );
  });

  it("tells the platform of a single image, which stands in its configuration alone", async () => {
    server.answer(holding(single, config));
    assert.deepEqual(await ask(digestOf(single)), { platforms: ["linux/arm64"] });
    assert.equal(server.received.at(-1)?.path, `/v2/acme/api/blobs/${digestOf(config)}`);
    server.answer(holding(single));
    await assert.rejects(
      ask(digestOf(single)),
      /is not whole: its registry has no configuration sha256:\w+ of it: push it again$/,
    );
  });

  it("says of what is no image why it is none, because its digest says only that it is what was asked for", async () => {
    const name = (text: string) => `${server.host}/acme/api@${digestOf(text)}`;
    for (const [text, says] of [
      ["{}", "is no image that ECS could run: its manifest names no configuration and lists no platforms"],
      ["<html>", "was answered with something else than JSON"],
    ] as const) {
      server.answer(holding(text));
      await assert.rejects(ask(digestOf(text)), { message: `${name(text)} ${says}` });
    }
  });

  it("of the sandbox is believed by the digest that it says, because a model's bytes have another", async () => {
    const says = (digest: string) =>
      server.answer((_, response) => response.writeHead(200, { "docker-content-digest": digest }).end(index));
    Object.assign(process.env, { SLIPWAY_CLOUD_URL: server.url, PULUMI_DEBUG_PROVIDERS: "aws:1" });
    says(digestOf(single));
    assert.ok(await ask(digestOf(single)));
    says(digestOf("1"));
    await assert.rejects(ask(digestOf(single)), {
      message: `${server.host}/acme/api@${digestOf(single)} was answered by the sandbox with something else, whose digest is ${digestOf("1")}`,
    });
  });

  it("has to have what its parts are asked of", async () => {
    server.answer(holding());
    const image = { repository: `${server.host}/acme/api`, digest: digestOf(index) };
    await assert.rejects(partsOf(image, patience), {
      message: `${image.repository}@${image.digest} is not in its registry`,
    });
  });

  it("says that it has no such digest, which is an answer and no mistake", async () => {
    server.answer(holding());
    assert.equal(await ask(digestOf(index)), undefined);
  });

  it("is not believed when the bytes are not what the digest says, because a proxy may serve anything", async () => {
    server.answer((_, response) => response.writeHead(200, { "docker-content-digest": digestOf(index) }).end(single));
    await assert.rejects(ask(digestOf(index)), {
      message: `${server.host}/acme/api@${digestOf(index)} was answered with something else, whose digest is ${digestOf(single)}: a proxy in between, or the registry, is wrong`,
    });
    server.answer(({ path }, response) => response.end(path.includes("/blobs/") ? "{}" : single));
    await assert.rejects(ask(digestOf(single)), /answered with something else, whose digest is sha256:44136fa355b3/);
  });

  /** A registry that wants a token, and gives one to this user, or to anybody. */
  const guarded =
    (...users: (string | undefined)[]): Answerer =>
    (request, response) => {
      const user = request.headers.authorization?.replace("Basic ", "");
      if (request.path.startsWith("/token")) {
        const isKnown = users.some((one) => (one === undefined ? undefined : auth(one)) === user);
        if (isKnown || /refresh_token=long/.test(request.body)) {
          sendJson(response, 200, { token: "one-time" });
        } else {
          sendJson(response, 403, { errors: [{ code: "DENIED", message: "requested access is denied" }] });
        }
      } else if (request.headers.authorization === "Bearer one-time") {
        holding(index, single, config)(request, response);
      } else {
        const realm = `Bearer realm="${server.url}/token?x=1",service="registry",scope="repository:acme/api:pull"`;
        sendJson(response, 401, { errors: [{ code: "UNAUTHORIZED" }] }, { "www-authenticate": realm });
      }
    };

  it("that wants a token gets the one that its realm gives, once for all that is asked", async () => {
    server.answer(guarded(undefined));
    assert.deepEqual(await ask(digestOf(single)), { platforms: ["linux/arm64"] });
    assert.deepEqual(
      server.received.map(({ path }) => path.slice(0, 12)),
      ["/v2/acme/api", "/token?x=1&s", "/v2/acme/api", "/v2/acme/api"],
    );
    assert.equal(server.received[1]?.path, "/token?x=1&service=registry&scope=repository%3Aacme%2Fapi%3Apull");
    assert.equal(server.received[1]?.headers.authorization, undefined);
  });

  it("is asked with what docker login keeps in its file, for a registry under whichever name", async () => {
    server.answer(guarded("ada:secret"));
    keep({ auths: { [`https://${server.host}/v2/`]: { auth: auth("ada:secret") } } });
    assert.deepEqual(await ask(digestOf(index)), { platforms: ["linux/amd64", "linux/arm64", "linux/arm/v7"] });
    keep({ auths: { [server.host]: { identitytoken: "long" } } });
    assert.ok(await ask(digestOf(index)));
    assert.match(
      server.received.at(-2)?.body ?? "",
      /^grant_type=refresh_token&refresh_token=long&client_id=slipway&service=registry&scope=/,
    );
  });

  it("is asked with what a helper of docker keeps, as most machines have it", async () => {
    server.answer(guarded("ada:secret"));
    const helper = (answer: string) =>
      writeFileSync(
        join(folder, "docker-credential-test"),
        `#!/bin/sh\n[ "$1 $(cat)" = "get ${server.host}" ] && echo '${answer}'\n`,
        { mode: 0o755 },
      );
    helper(JSON.stringify({ ServerURL: server.host, Username: "ada", Secret: "secret" }));
    keep({ credsStore: "test" });
    assert.ok(await ask(digestOf(index)));
    keep({ credsStore: "not-installed", credHelpers: { [server.host]: "test" } });
    assert.ok(await ask(digestOf(index)));
    helper(JSON.stringify({ Username: "<token>", Secret: "long" }));
    assert.ok(await ask(digestOf(index)));
  });

  it("is asked as anybody once a login does not do, because an old login must not hide what is public", async () => {
    server.answer(guarded(undefined));
    keep({ auths: { [server.host]: { auth: auth("ada:old") } } });
    assert.ok(await ask(digestOf(index)));
  });

  it("is asked as anybody too when it gives a login a token and lets it see nothing", async () => {
    server.answer((request, response) => {
      const { authorization } = request.headers;
      if (request.path.startsWith("/token")) {
        sendJson(response, 200, { access_token: authorization === undefined ? "anybody" : "ada" });
      } else if (authorization === "Bearer anybody") {
        holding(index)(request, response);
      } else {
        const challenge = { "www-authenticate": `Bearer realm="${server.url}/token",service="registry"` };
        sendJson(response, authorization === undefined ? 401 : 403, {}, challenge);
      }
    });
    keep({ auths: { [server.host]: { auth: auth("ada:secret") } } });
    assert.ok(await ask(digestOf(index)));
  });

  it("that is asked for a token and gives none is told, whatever else it says", async () => {
    const challenge = { "www-authenticate": `Bearer realm="${server.url}/token",service="registry"` };
    for (const text of ['{"expires_in": 300}', "<html>"]) {
      server.answer(({ path }, response) =>
        path.startsWith("/token") ? response.writeHead(200).end(text) : sendJson(response, 401, {}, challenge),
      );
      await assert.rejects(ask(digestOf(index)), {
        message: `registry ${server.host} was asked for a token and answered without one: try again later`,
      });
    }
  });

  it("that takes the login itself is given it", async () => {
    server.answer((request, response) => {
      if (request.headers.authorization === `Basic ${auth("AWS:secret")}`) {
        holding(index)(request, response);
      } else {
        sendJson(
          response,
          401,
          {},
          { "www-authenticate": 'Basic realm="https://registry",service="ecr.amazonaws.com"' },
        );
      }
    });
    keep({ auths: { [server.host]: { auth: auth("AWS:secret") } } });
    assert.ok(await ask(digestOf(index)));
    keep({});
    await assert.rejects(ask(digestOf(index)), /^UserError: registry 127\.0\.0\.1:\d+ does not show acme\/api \(401\)/);
  });

  it("that lets nobody in is told with its own words and what to do", async () => {
    server.answer(guarded("ada:secret"));
    await assert.rejects(ask(digestOf(index)), {
      message: `registry ${server.host} does not show acme/api (403, requested access is denied): it is private, or there is none of this name: log in with docker login ${server.host}`,
    });
  });

  it("gets no login sent to an address without encryption", async () => {
    const sent: string[] = [];
    const original = globalThis.fetch;
    globalThis.fetch = (url) => {
      sent.push(String(url));
      const headers = { "www-authenticate": 'Bearer realm="http://elsewhere.example.com/token"' };
      return Promise.resolve(new Response("{}", { status: 401, headers }));
    };
    try {
      await assert.rejects(imageIn({ repository: "alpine", digest: digestOf(index) }), {
        message:
          'registry docker.io wants a token from "http://elsewhere.example.com/token", which is no address with https: nothing was sent there',
      });
    } finally {
      globalThis.fetch = original;
    }
    assert.deepEqual(sent, [`https://registry-1.docker.io/v2/library/alpine/manifests/${digestOf(index)}`]);
  });

  it("that is busy is asked again when it says, a few times, and not when it says much later", async () => {
    let left = 2;
    const busy =
      (status: number, headers: Record<string, string>): Answerer =>
      (request, response) =>
        left-- > 0 ? sendJson(response, status, {}, headers) : holding(index)(request, response);
    server.answer(busy(429, { "retry-after": "7" }));
    assert.ok(await ask(digestOf(index)));
    assert.deepEqual(waits, [7000, 7000]);
    left = 9;
    server.answer(busy(503, {}));
    await assert.rejects(ask(digestOf(index)), /answered 503 for acme\/api: try again later/);
    assert.deepEqual(waits, [7000, 7000, 1000, 4000, 9000]);
    left = 9;
    server.answer(busy(429, { "retry-after": "3600" }));
    await assert.rejects(
      ask(digestOf(index)),
      /is asked too often \(429\): log in with docker login 127\.0\.0\.1:\d+, or try again later/,
    );
    assert.equal(waits.length, 5);
  });

  it("that does not answer, or is not there, is told in a sentence", async () => {
    server.answer(() => {});
    await assert.rejects(ask(digestOf(index), { timeoutMilliseconds: 50 }), {
      message: `registry ${server.host} did not answer in time: try again, or see whether a proxy is in between`,
    });
    const gone = await startLocalServer();
    await gone.stop();
    await assert.rejects(imageIn({ repository: `${gone.host}/acme/api`, digest: digestOf(index) }), {
      message: `registry ${gone.host} cannot be reached at ${gone.url} (ECONNREFUSED): see whether the name of the repository is right and this machine is online`,
    });
  });

  it("is asked with GitHub's token when it is GitHub's, as a workflow has one and no docker login", async () => {
    process.env.GH_TOKEN = "ghp_secret";
    const seen: (string | null)[] = [];
    const original = globalThis.fetch;
    globalThis.fetch = (url, init) => {
      const authorization = new Headers(init?.headers).get("authorization");
      seen.push(authorization);
      const isToken = String(url).startsWith("https://ghcr.io/token?");
      const headers = { "www-authenticate": 'Bearer realm="https://ghcr.io/token",service="ghcr.io"' };
      return Promise.resolve(
        isToken
          ? Response.json({ token: "one-time" })
          : new Response(index, authorization === "Bearer one-time" ? {} : { status: 401, headers }),
      );
    };
    try {
      assert.ok(await imageIn({ repository: "ghcr.io/acme/api", digest: digestOf(index) }));
    } finally {
      globalThis.fetch = original;
    }
    assert.deepEqual(seen, [null, `Basic ${auth("slipway:ghp_secret")}`, "Bearer one-time"]);
  });
});

describeOnMoto("a registry of ECR", (moto) => {
  it("is asked with the login that AWS gives for twelve hours", async () => {
    const login = await ecrLogin("123456789012.dkr.ecr.eu-north-1.amazonaws.com", "eu-north-1", moto.place);
    assert.equal("username" in login && login.username, "AWS");
    assert.ok("password" in login && login.password.length > 0);
  });

  it("says what to do when AWS gives none", async () => {
    await assert.rejects(
      ecrLogin("999999999999.dkr.ecr.eu-north-1.amazonaws.com", "eu-north-1", {
        ...moto.place,
        accountId: "999999999999",
      }),
      /the credentials are of account 123456789012, the stack lives in account 999999999999/,
    );
  });
});
