import assert from "node:assert/strict";
import { foundation } from "../support/around-service.ts";
import { answered, at, type Declared, ofType, paths } from "../support/declare-stack.ts";
import { declareEdge, domain, outputOfEdge } from "../support/edge.ts";
import { type Line, metricMath } from "../support/metric-math.ts";

/** The headers that a listener sets, by the end of the input's name. */
function headersOf(declared: Declared, path: string): Record<string, unknown> {
  const { inputs } = at(declared, path);
  return Object.fromEntries(
    Object.entries(inputs).flatMap(([key, value]) => {
      const header = /^routingHttpResponse(.+?)(HeaderValue|Enabled)$/.exec(key)?.[1];
      return header === undefined ? [] : [[header, value]];
    }),
  );
}

describe("LoadBalancer", () => {
  const secured = () => declareEdge({ domain });

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

  it("sends HTTP on to HTTPS for good", async () => {
    const { inputs } = at(await secured(), "edge/edge-http");
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

  it("sets the security headers itself and does not say what it is, whatever the app says", async () => {
    assert.deepEqual(headersOf(await secured(), "edge/edge-https"), {
      Server: false,
      StrictTransportSecurity: "max-age=31536000",
      XContentTypeOptions: "nosniff",
      XFrameOptions: "SAMEORIGIN",
    });
  });

  it("does not say what it is where it redirects either", async () => {
    assert.deepEqual(headersOf(await secured(), "edge/edge-http"), { Server: false });
  });

  it("sets a content policy, and leaves to the app what it was told to leave", async () => {
    const headers = { hstsSeconds: 0, noSniff: false, contentSecurityPolicy: "default-src 'self'" };
    assert.deepEqual(headersOf(await declareEdge({ domain, headers }), "edge/edge-https"), {
      Server: false,
      // Browsers that were told to insist on HTTPS forget it by this alone.
      StrictTransportSecurity: "max-age=0",
      ContentSecurityPolicy: "default-src 'self'",
    });
  });

  it("says nothing of HTTPS over plain HTTP, where browsers do not listen", async () => {
    assert.deepEqual(Object.keys(headersOf(await declareEdge(), "edge/edge-http")), [
      "Server",
      "XContentTypeOptions",
      "XFrameOptions",
    ]);
  });

  it("stands in every public subnet and nowhere else", async () => {
    const { inputs } = at(await secured(), "edge/edge-alb");
    assert.deepEqual(inputs.subnets, ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"]);
  });

  it("closes idle connections when the place says", async () => {
    const { inputs } = at(await declareEdge({ idleTimeoutSeconds: 600 }), "edge/edge-alb");
    assert.equal(inputs.idleTimeout, 600);
  });

  it("is protected in Pulumi and in AWS when the place says so", async () => {
    const { protect, inputs } = at(await declareEdge({ deletionProtection: true }), "edge/edge-alb");
    assert.deepEqual([protect, inputs.enableDeletionProtection], [true, true]);
    assert.equal(at(await secured(), "edge/edge-alb").protect, false);
  });

  it("has no certificate and no second port without a domain, and tells its own address", async () => {
    const declared = await declareEdge();
    assert.deepEqual(paths(ofType(declared, "Listener")), ["edge/edge-http"]);
    assert.deepEqual([...ofType(declared, "Certificate"), ...ofType(declared, "Record")], []);
    assert.equal(ofType(declared, "SecurityGroupIngressRule").length, 1);
    const { dnsName } = answered(declared, "edge/edge-alb");
    assert.equal(await outputOfEdge(({ url }) => url, {}), `http://${String(dnsName)}`);
    assert.equal(await outputOfEdge(({ url }) => url, { domain }), "https://shop.example.com");
  });

  it("keeps its listener on port 80 when a domain comes, since a second one could not be made beside it", async () => {
    const onPort80 = async (declared: Promise<Declared>) =>
      paths(ofType(await declared, "Listener").filter(({ inputs }) => inputs.port === 80));
    assert.deepEqual(await onPort80(secured()), await onPort80(declareEdge()));
  });

  it("has neither firewall nor logs unless the place asks for them, because both cost", async () => {
    const declared = await secured();
    const extra = declared.resources.filter(({ type }) => /^aws:(s3|wafv2)\//.test(type));
    assert.deepEqual(paths(extra), []);
  });

  it("warns early of connections that do not agree on TLS, but of no scanner alone", async () => {
    const alarms = { ...foundation.alarms, earlyWarnings: true };
    const { inputs } = at(await declareEdge({ alarms }), "edge/edge-tls-errors");
    const rate = metricMath(inputs.metricQueries as Line[], { failed: [90, 50, 0], connections: [90, 200, 500] });
    assert.deepEqual(rate, [0, 25, 0]);
  });

  it("watches the end of its certificate, also of one that is given, and has none to watch over HTTP", async () => {
    const certificateArn = "arn:aws:acm:eu-north-1:111111111111:certificate/0";
    const { inputs } = at(await declareEdge({ domain: { ...domain, certificateArn } }), "edge/edge-certificate");
    assert.deepEqual([inputs.dimensions, inputs.threshold], [{ CertificateArn: certificateArn }, 45]);
    const names = ofType(await declareEdge(), "MetricAlarm").map(({ name }) => name);
    assert(!names.includes("edge-certificate"));
  });
});
