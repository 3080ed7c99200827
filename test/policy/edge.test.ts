import { edgeRules } from "../../policy/rules/edge.ts";
import { resource, testRules } from "../support/policy-cases.ts";

type Inputs = Record<string, unknown>;

const loadBalancer = (inputs: Inputs) => [resource("aws:lb/loadBalancer:LoadBalancer", inputs, { name: "alb" })];
const listener = (inputs: Inputs) => [resource("aws:lb/listener:Listener", inputs, { name: "listener" })];
const certificate = (inputs: Inputs) => [resource("aws:acm/certificate:Certificate", inputs)];
const healthCheck = (type: string) => [resource("aws:route53/healthCheck:HealthCheck", { type })];
const redirect = { type: "redirect", redirect: { protocol: "HTTPS", port: "443", statusCode: "HTTP_301" } };
const forward = { type: "forward", targetGroupArn: "arn" };

/** A rule of a listener, and the listener. */
function ruled(protocol: string, action: object) {
  const [on] = listener({ protocol, port: 80, defaultActions: [redirect] });
  return on
    ? [on, resource("aws:lb/listenerRule:ListenerRule", { actions: [action] }, { references: { listenerArn: [on] } })]
    : [];
}

const acl = (inputs: Inputs) => resource("aws:wafv2/webAcl:WebAcl", inputs, { name: "acl" });
const measured = { visibilityConfig: { cloudwatchMetricsEnabled: true } };
const unmeasured = { visibilityConfig: { cloudwatchMetricsEnabled: false } };
const empty = acl({});
const logging = "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration";
const log = (...headers: string[]) => [
  resource(logging, { redactedFields: headers.map((name) => ({ singleHeader: { name } })) }),
];
const [guarded = empty] = loadBalancer({});

describe("the rules of the edge", () => {
  testRules(edgeRules, {
    "listener-encrypted": {
      holds: {
        "HTTPS, and HTTP that only redirects": [
          ...listener({ protocol: "HTTPS", port: 443, defaultActions: [forward] }),
          ...ruled("HTTP", redirect),
        ],
        "a rule on HTTPS": ruled("HTTPS", forward),
        "a listener of packets": listener({ defaultActions: [forward] }),
      },
      breaks: {
        "HTTP that answers": [
          listener({ protocol: "HTTP", port: 80, defaultActions: [forward] }),
          "it speaks HTTP on port 80, and does not redirect to HTTPS",
        ],
        "a redirect that stays with HTTP": [
          listener({ port: 80, defaultActions: [{ type: "redirect", redirect: { path: "/new" } }] }),
          "it speaks HTTP on port 80, and does not redirect to HTTPS",
        ],
        "a network load balancer without TLS": [
          listener({ protocol: "TCP", port: 443, defaultActions: [forward] }),
          "it speaks TCP on port 443, and does not redirect to HTTPS",
        ],
        "a rule past the redirect": [ruled("HTTP", forward), "it answers on a listener that speaks HTTP"],
      },
    },
    "listener-tls-policy": {
      holds: {
        "policies that AWS recommends": [
          ...listener({ protocol: "HTTPS", sslPolicy: "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09" }),
          ...listener({ protocol: "TLS", sslPolicy: "ELBSecurityPolicy-TLS13-1-3-FIPS-2023-04" }),
        ],
        "HTTP, which has none": listener({ protocol: "HTTP" }),
      },
      breaks: {
        "a policy with weaker ciphers": [
          listener({ protocol: "HTTPS", sslPolicy: "ELBSecurityPolicy-TLS13-1-2-2021-06" }),
          "sslPolicy is ELBSecurityPolicy-TLS13-1-2-2021-06",
        ],
        "the provider's default": [listener({ protocol: "HTTPS" }), "sslPolicy is left out: ELBSecurityPolicy-2016-08"],
      },
    },
    "load-balancer-deletion-protection": {
      holds: { "one that is protected": loadBalancer({ enableDeletionProtection: true }) },
      breaks: { "the provider's default": [loadBalancer({}), "enableDeletionProtection is off"] },
    },
    "load-balancer-drops-invalid-headers": {
      holds: {
        "one that drops them": loadBalancer({ dropInvalidHeaderFields: true }),
        "one of TCP, which sees none": loadBalancer({ loadBalancerType: "network" }),
      },
      breaks: {
        "the provider's default, under its other name": [
          [resource("aws:alb/loadBalancer:LoadBalancer", {})],
          "dropInvalidHeaderFields is off",
        ],
      },
    },
    "load-balancer-desync-mitigation": {
      holds: {
        "the provider's default": loadBalancer({}),
        "one that says strictest": loadBalancer({ desyncMitigationMode: "strictest" }),
      },
      breaks: {
        "one that only watches": [
          loadBalancer({ desyncMitigationMode: "monitor" }),
          "desyncMitigationMode is monitor, which lets them all through",
        ],
      },
    },
    "load-balancer-access-logs": {
      holds: { "one that logs": loadBalancer({ accessLogs: { bucket: "logs", enabled: true } }) },
      breaks: {
        "a bucket alone, which logs nothing": [
          loadBalancer({ accessLogs: { bucket: "logs" } }),
          "accessLogs is not enabled",
        ],
      },
    },
    "load-balancer-spans-zones": {
      holds: {
        "two subnets": loadBalancer({ subnets: ["a", "b"] }),
        "two mappings": loadBalancer({ subnetMappings: [{ subnetId: "a" }, { subnetId: "b" }] }),
      },
      breaks: { "one subnet": [loadBalancer({ subnets: ["a"] }), "it stands in 1 subnet"] },
    },
    "web-acl-on-load-balancer": {
      holds: {
        "one with an ACL": [
          guarded,
          resource("aws:wafv2/webAclAssociation:WebAclAssociation", {}, { references: { resourceArn: [guarded] } }),
        ],
        "one inside the network": loadBalancer({ internal: true }),
      },
      breaks: { "one without": [[guarded], "no web ACL is in front of it"] },
    },
    "web-acl-has-rules": {
      holds: {
        "a list of rules": [acl({ rules: [{ name: "rate" }] })],
        "rules as JSON": [acl({ ruleJson: "[{}]" })],
        "a group beside it": [
          empty,
          resource(
            "aws:wafv2/webAclRuleGroupAssociation:WebAclRuleGroupAssociation",
            {},
            { references: { webAclArn: [empty] } },
          ),
        ],
      },
      breaks: { "an empty list": [[acl({ rules: [] })], "it has no rule"] },
    },
    "web-acl-measured": {
      holds: { "one that counts": [acl({ ...measured, rules: [{ name: "rate", ...measured }] })] },
      breaks: {
        "a rule and an ACL that do not": [
          [acl({ ...unmeasured, rules: [{ name: "rate", ...unmeasured }] })],
          "cloudwatchMetricsEnabled is off",
          "cloudwatchMetricsEnabled is off in rate",
        ],
      },
    },
    "web-acl-logged": {
      holds: { "one with a log": [empty, resource(logging, {}, { references: { resourceArn: [empty] } })] },
      breaks: { "one without": [[empty], "it has no log"] },
    },
    "web-acl-log-redacted": {
      holds: { "one without credentials": log("Authorization", "cookie") },
      breaks: {
        "one that shows sessions": [log("authorization"), "it shows the header cookie"],
        "one that shows everything": [log(), "it shows the header authorization", "it shows the header cookie"],
      },
    },
    "certificate-renewed": {
      holds: { "one that is validated by DNS": certificate({ validationMethod: "DNS" }) },
      breaks: {
        "one that waits for an e-mail": [certificate({ validationMethod: "EMAIL" }), "validationMethod is EMAIL"],
        "one that is imported": [certificate({ privateKey: { secret: true }, certificateBody: "x" }), "it is imported"],
      },
    },
    "certificate-key-strength": {
      holds: {
        "the provider's default": certificate({}),
        "an elliptic curve": certificate({ keyAlgorithm: "EC_prime256v1" }),
      },
      breaks: { "a short key": [certificate({ keyAlgorithm: "RSA_1024" }), "keyAlgorithm is RSA_1024"] },
    },
    "health-check-over-tls": {
      holds: { HTTPS: healthCheck("HTTPS"), "one that asks other checks": healthCheck("CALCULATED") },
      breaks: { HTTP: [healthCheck("HTTP_STR_MATCH"), "type is HTTP_STR_MATCH"] },
    },
  });
});
