import assert from "node:assert/strict";
import dns from "node:dns";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer, type RequestListener, type Server } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { awsCloud } from "../../cloud/aws.ts";
import type { ProbeRequest } from "../../cloud/probe.ts";
import { probe } from "../../cloud/probe.ts";

const pem = (name: string) => readFileSync(new URL(`../support/tls/${name}`, import.meta.url), "utf8");
const [cert, key] = [pem("localhost.crt"), pem("localhost.key")];
/** Hundred days before the certificate of these tests ends. */
const now = () => new Date(Date.parse("2126-10-28T19:00:28Z") - 100 * 24 * 60 * 60 * 1000);

describe("a probe", () => {
  const servers: Server[] = [];
  let answer: RequestListener = () => {};
  const listen: RequestListener = (request, response) => answer(request, response);
  const ports = { http: 0, https: 0 };

  before(async () => {
    for (const [protocol, server] of [
      ["http", createServer(listen)],
      ["https", createTlsServer({ cert, key }, listen)],
    ] as const) {
      servers.push(server);
      server.listen(0, "127.0.0.1");
      await once(server, "listening");
      ports[protocol] = (server.address() as AddressInfo).port;
    }
  });
  after(() => {
    for (const server of servers) {
      server.closeAllConnections();
      server.close();
    }
  });

  const at = (protocol: "http" | "https", path: string) => `${protocol}://localhost:${ports[protocol]}${path}`;
  const asked = (url: string, more: Partial<ProbeRequest> = {}) =>
    probe({ url, method: "GET", headers: {}, maxSeconds: 10, ...more }, { ca: cert, now });

  it("tells the status, the headers and the body of an answer over http, which has no certificate", async () => {
    answer = ({ method, url, headers }, response) =>
      response.writeHead(401, { "X-Seen": `${method} ${url} ${headers.accept}` }).end("who are you?");
    const found = await asked(at("http", "/hooks?a=1"), { method: "POST", headers: { accept: "text/plain" } });
    assert.ok(found.answered);
    assert.equal(found.status, 401);
    assert.equal(found.headers["x-seen"], "POST /hooks?a=1 text/plain");
    assert.equal(found.body, "who are you?");
    assert.ok(found.seconds >= 0);
    assert.ok(!("certificateDays" in found));
  });

  it("does not follow a redirect, since it would be told of another address", async () => {
    answer = ({ url }, response) => response.writeHead(url === "/" ? 301 : 200, { location: "/elsewhere" }).end();
    const found = await asked(at("http", "/"));
    assert.ok(found.answered && found.status === 301);
    assert.equal(found.headers.location, "/elsewhere");
  });

  it("tells for how many days the certificate holds that was shown", async () => {
    answer = (_, response) => response.end("ok");
    const found = await asked(at("https", "/"));
    assert.ok(found.answered, JSON.stringify(found));
    assert.equal(found.certificateDays, 100);
  });

  it("trusts no certificate that nobody has signed, as no browser does", async () => {
    const found = await probe({ url: at("https", "/"), method: "GET", headers: {}, maxSeconds: 10 });
    assert.deepEqual(found, { answered: false, says: `nobody has signed the certificate of localhost:${ports.https}` });
  });

  it("reads 64 KiB and no more, however much there is", async () => {
    answer = (_, response) => response.end(Buffer.alloc(1_000_000, "a"));
    const found = await asked(at("http", "/"));
    assert.ok(found.answered);
    assert.equal(found.body.length, 65_536);
  });

  it("answers with a sentence when nothing does in time, also in the middle of an answer", async () => {
    answer = () => {};
    const late = { answered: false, says: `localhost:${ports.http} did not answer within 0.05 seconds` };
    assert.deepEqual(await asked(at("http", "/"), { maxSeconds: 0.05 }), late);
    answer = (_, response) => {
      response.write("a");
    };
    assert.deepEqual(await asked(at("http", "/"), { maxSeconds: 0.05 }), late);
  });

  it("answers with a sentence when the connection is refused, cut off, or leads nowhere", async () => {
    const closed = createServer().listen(0, "127.0.0.1");
    await once(closed, "listening");
    const { port } = closed.address() as AddressInfo;
    closed.close();
    await once(closed, "close");
    assert.deepEqual(await asked(`http://127.0.0.1:${port}/`), {
      answered: false,
      says: `127.0.0.1:${port} refuses the connection`,
    });
    answer = ({ socket }) => socket.destroy();
    assert.deepEqual(await asked(at("http", "/")), {
      answered: false,
      says: `localhost:${ports.http} closed the connection before it had answered`,
    });
  });

  it("tells apart what went wrong on this machine, which says nothing of the address", async () => {
    const original = dns.lookup;
    const fails = (code: string) => {
      const lookup: unknown = (_host: string, _options: object, done: (error: Error) => void) =>
        done(Object.assign(new Error(`getaddrinfo ${code}`), { code }));
      dns.lookup = lookup as typeof dns.lookup;
    };
    const ask = () => asked("http://shop.example.com/");
    try {
      fails("EAI_AGAIN");
      const here = { answered: false, says: "shop.example.com cannot be asked from here: EAI_AGAIN", isHere: true };
      assert.deepEqual(await ask(), here);
      fails("ENOTFOUND");
      assert.deepEqual(await ask(), { answered: false, says: "there is no DNS record of shop.example.com" });
    } finally {
      dns.lookup = original;
    }
  });

  it("is what the adapter of AWS asks with, and needs no credentials for it", async () => {
    answer = (_, response) => response.end("ok");
    const cloud = awsCloud({ accountId: "111111111111", region: "eu-north-1", endpoint: "http://127.0.0.1:1" });
    const found = await cloud.probe({ url: at("http", "/"), method: "GET", headers: {}, maxSeconds: 10 });
    assert.ok(found.answered && found.body === "ok");
  });
});
