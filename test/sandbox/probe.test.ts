import assert from "node:assert/strict";
import type { ProbeAnswer } from "../../cloud/probe.ts";
import { dnsName, revision, type ServedApp, serveApp } from "./served-app.ts";

describe("a probe in the sandbox", () => {
  let app: ServedApp;
  before(async () => {
    const refuses = { status: 401, headers: { "X-Why": "unsigned" }, body: "who are you?" };
    app = await serveApp({ answers: { "POST /hooks": refuses }, externalDns: [] });
  });
  after(() => app.close());
  beforeEach(() => app.deployed());

  const asked = (url: string, method = "GET") => app.cloud.probe({ url, method, headers: {}, maxSeconds: 10 });
  const statusOf = (answer: ProbeAnswer) => (answer.answered ? answer.status : answer.says);

  it("goes from the DNS record to the tasks that serve, with an issued certificate", async () => {
    const answer = await asked("https://shop.example.com/");
    assert.ok(answer.answered);
    assert.deepEqual([answer.status, answer.body, answer.certificateDays], [200, "ok\n", 300]);
  });

  it("is answered on the path of the health check as its matcher wants it", async () => {
    assert.equal(statusOf(await asked("https://shop.example.com/health")), 204);
  });

  it("is answered as the world says the app does, by method and path", async () => {
    const answer = await asked("https://shop.example.com/hooks?a=1", "POST");
    assert.ok(answer.answered);
    assert.deepEqual([answer.status, answer.headers, answer.body], [401, { "x-why": "unsigned" }, "who are you?"]);
    assert.equal(statusOf(await asked("https://shop.example.com/hooks")), 200);
  });

  it("is answered by the load balancer itself where a rule says so, the lowest priority first", async () => {
    const closed = await asked("https://shop.example.com/admin/users");
    assert.ok(closed.answered);
    assert.deepEqual([closed.status, closed.body], [403, "closed"]);
  });

  it("is redirected from http, and told where to", async () => {
    const answer = await asked("http://shop.example.com/a?b=1");
    assert.ok(answer.answered);
    assert.deepEqual([answer.status, answer.headers.location], [301, "https://shop.example.com:443/a?b=1"]);
    assert.ok(!("certificateDays" in answer));
  });

  it("finds no one where nothing serves, as the load balancer says it", async () => {
    app.neverDeployed();
    assert.equal(statusOf(await asked("https://shop.example.com/")), 503);
  });

  it("finds no one where the tasks are in another target group than the requests go to", async () => {
    app.deployed({ serving: revision(2), targetGroup: "arn:aws:elasticloadbalancing:green" });
    assert.equal(statusOf(await asked("https://shop.example.com/")), 503);
  });

  it("fails as in the internet where there is no record, no listener, no certificate of that name", async () => {
    assert.equal(statusOf(await asked("https://blog.example.com/")), "there is no DNS record of blog.example.com");
    assert.equal(statusOf(await asked("https://shop.example.com:8443/")), "shop.example.com refuses the connection");
    assert.equal(statusOf(await asked(`https://${dnsName}/`)), `the certificate of ${dnsName} is of another name`);
    assert.equal(
      statusOf(await asked("http://shop.example.com:443/")),
      "shop.example.com does not speak http on port 443",
    );
  });

  it("finds the load balancer of a name that is elsewhere, by its certificate", async () => {
    const external = await serveApp({ externalDns: ["shop.example.com"] });
    try {
      const answer = await external.cloud.probe({
        url: "https://api.shop.example.com/",
        method: "GET",
        headers: {},
        maxSeconds: 10,
      });
      assert.equal(statusOf(answer), 200);
    } finally {
      external.close();
    }
  });
});
