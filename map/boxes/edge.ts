import type { Stack } from "../../config/stack.ts";
import type { Waf } from "../../config/stack-place.ts";
import { counted } from "../../lib/counted.ts";
import type { Draft } from "./draft.ts";

/** The load balancer, and the firewall before it. */
export function edgeBoxes({ edge, services }: Stack): Draft[] {
  const routes = Object.values(services).flatMap((service) => (service.kind === "web" ? service.routes : []));
  const { waf, accessLogs, maintenance, insecureHttp, closed } = edge;
  return [
    {
      id: "edge",
      kind: "edge",
      name: "load balancer",
      inside: "tier/public",
      facts: [
        insecureHttp ? "HTTP on 80, without TLS" : "HTTPS on 443, 80 leads to it",
        counted(routes.length, "route"),
        ...(closed.length > 0 ? [`${counted(closed.length, "path")} closed to everybody`] : []),
        ...(maintenance ? ["maintenance: every request is answered with 503"] : []),
        accessLogs ? `requests are logged for ${counted(accessLogs.retentionDays, "day")}` : "requests are not logged",
      ],
    },
    ...(waf ? [firewallBox(waf)] : []),
  ];
}

function firewallBox({ mode, requestsPerFiveMinutes, allow, deny }: Waf): Draft {
  return {
    id: "firewall",
    kind: "firewall",
    name: "firewall (WAF)",
    inside: "account",
    facts: [
      mode === "block" ? "blocks what its rules match" : "counts what its rules match",
      `at most ${requestsPerFiveMinutes} requests of one address in five minutes`,
      ...(allow.length > 0 ? [`lets ${counted(allow.length, "block")} of addresses pass`] : []),
      ...(deny.length > 0 ? [`refuses ${counted(deny.length, "block")} of addresses`] : []),
    ],
  };
}
