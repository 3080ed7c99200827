import assert from "node:assert/strict";
import { answered, at, declareStack, ofType, paths } from "../support/declare-stack.ts";
import { minimal, webService } from "../support/minimal.ts";

const domain = { name: "shop.example.com", aliases: ["shop.example.org"] };
const edge = { domain, idleTimeoutSeconds: 60, deletionProtection: false };
const secured = () => declareStack(minimal({ edge }));
const plain = () =>
  declareStack(
    minimal({ edge: { insecureHttp: { because: "a test" }, idleTimeoutSeconds: 60, deletionProtection: false } }),
  );

describe("LoadBalancer", () => {
  it("opens 80 and 443 to the world and nothing else", async () => {
    const rules = ofType(await secured(), "SecurityGroupIngressRule");
    assert.deepEqual(
      rules.map(({ inputs }) => [inputs.cidrIpv4, inputs.fromPort, inputs.toPort]),
      [
        ["0.0.0.0/0", 443, 443],
        ["0.0.0.0/0", 80, 80],
      ],
    );
  });

  it("speaks TLS 1.2 and 1.3 only", async () => {
    const { inputs } = at(await secured(), "edge/edge-https");
    assert.deepEqual(
      [inputs.port, inputs.protocol, inputs.sslPolicy],
      [443, "HTTPS", "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09"],
    );
  });

  it("waits for its certificate to be issued, since a listener refuses one that is pending", async () => {
    const declared = await secured();
    assert(at(declared, "edge/edge-https").dependsOn.includes(at(declared, "edge/edge-tls/edge-tls-issued").urn));
  });

  it("sends HTTP on to HTTPS for good", async () => {
    const { inputs } = at(await secured(), "edge/edge-redirect");
    assert.deepEqual(inputs.defaultActions, [
      { type: "redirect", redirect: { port: "443", protocol: "HTTPS", statusCode: "HTTP_301" } },
    ]);
  });

  it("answers 404 to what no service has a route for, so that no service sees it by accident", async () => {
    const { inputs } = at(await secured(), "edge/edge-https");
    assert.deepEqual(inputs.defaultActions, [
      {
        type: "fixed-response",
        fixedResponse: { contentType: "text/plain", messageBody: "not found", statusCode: "404" },
      },
    ]);
  });

  it("drops malformed headers, which request smuggling lives on", async () => {
    const { inputs } = at(await secured(), "edge/edge-alb");
    assert.equal(inputs.dropInvalidHeaderFields, true);
  });

  it("stands in every public subnet and nowhere else", async () => {
    const declared = await secured();
    const { inputs } = at(declared, "edge/edge-alb");
    assert.deepEqual(
      inputs.subnets,
      ["eu-north-1a", "eu-north-1b"].map((zone) => answered(declared, `network/network-public-${zone}`).id),
    );
  });

  it("has a record for the domain, each alias and each host that a route names", async () => {
    const routes = [{ key: "api/*", host: "api.shop.example.com", path: "/*" }];
    const declared = await declareStack(minimal({ edge, services: { api: webService({ routes }) } }));
    const records = ofType(declared, "Record").filter(({ inputs }) => inputs.type === "A");
    assert.deepEqual(
      records.map(({ inputs }) => inputs.name),
      ["api.shop.example.com", "shop.example.com", "shop.example.org"],
    );
  });

  it("is protected in Pulumi and in AWS when the place says so", async () => {
    const declared = await declareStack(minimal({ edge: { ...edge, deletionProtection: true } }));
    const { protect, inputs } = at(declared, "edge/edge-alb");
    assert.deepEqual([protect, inputs.enableDeletionProtection], [true, true]);
    assert.equal(at(await secured(), "edge/edge-alb").protect, false);
  });

  it("has no certificate and no second port without a domain, and tells its own address", async () => {
    const declared = await plain();
    assert.deepEqual(paths(ofType(declared, "Listener")), ["edge/edge-http"]);
    assert.deepEqual([...ofType(declared, "Certificate"), ...ofType(declared, "Record")], []);
    assert.equal(ofType(declared, "SecurityGroupIngressRule").length, 1);
    assert.equal(declared.outputs.url, `http://${String(answered(declared, "edge/edge-alb").dnsName)}`);
    assert.equal((await secured()).outputs.url, "https://shop.example.com");
  });
});
