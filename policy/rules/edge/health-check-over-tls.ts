import type { Rule } from "../../rule.ts";

export const healthCheckOverTls: Rule = {
  name: "health-check-over-tls",
  demands: "A health check of Route 53 asks over HTTPS.",
  why: "Over HTTP it stays green while the certificate has run out and no visitor gets in.",
  sources: [
    {
      url: "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/health-checks-creating-values.html",
      says: "A check of type HTTPS establishes TLS; one of type HTTP only a connection.",
    },
  ],
  wayOut: 'Set type: "HTTPS" and port: 443.',
  enforcement: "advisory",
  types: ["aws:route53/healthCheck:HealthCheck"],
  looksAround: false,
  check: ({ inputs: { type } }) => (type === "HTTP" || type === "HTTP_STR_MATCH" ? [`type is ${type}`] : []),
};
