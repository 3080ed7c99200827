import { assumptions, HOURS_A_MONTH } from "../../lib/cost/assumptions.ts";
import { times } from "../../lib/cost/range.ts";
import { counted } from "../../lib/counted.ts";
import type { Stack } from "../stack.ts";
import type { CostItem } from "./item.ts";

/** What the network and the way in cost; none of it sleeps. */
export function networkCost({ network, edge }: Stack): CostItem[] {
  const zones = network.existing ? network.existing.publicSubnetIds.length : network.zones.length;
  const gateways = network.existing ? 0 : { none: 0, single: 1, "per-zone": zones }[network.nat];
  const endpoints = network.existing ? 0 : network.endpoints.length * zones;
  const hasFlowLogs = network.flowLogs !== "none";
  return [
    {
      component: "network",
      what: [
        ...(gateways > 0 ? [counted(gateways, "NAT gateway")] : []),
        ...(endpoints > 0 ? [counted(endpoints, "interface endpoint")] : []),
        "traffic",
      ].join(", "),
      amounts: [
        ["nat.hour", gateways * HOURS_A_MONTH],
        ["ipv4.hour", gateways * HOURS_A_MONTH],
        ...(gateways > 0 ? [["nat.gib", assumptions.natGib] as const] : []),
        ["endpoint.hour", endpoints * HOURS_A_MONTH],
        ["internet.gib", assumptions.internetGib],
        ...(hasFlowLogs ? [["logs.gib", assumptions.flowLogGib] as const] : []),
      ],
      guesses: [
        ...(gateways > 0 ? [assumptions.natGib] : []),
        assumptions.internetGib,
        ...(hasFlowLogs ? [assumptions.flowLogGib] : []),
      ],
    },
    {
      component: "edge",
      what: `load balancer in ${zones} zones, with its addresses`,
      amounts: [
        ["alb.hour", HOURS_A_MONTH],
        ["alb.lcu", times(assumptions.lcus, HOURS_A_MONTH)],
        ["ipv4.hour", zones * HOURS_A_MONTH],
        ...(edge.accessLogs ? [["s3.gib", assumptions.accessLogGib] as const] : []),
      ],
      guesses: [assumptions.lcus, ...(edge.accessLogs ? [assumptions.accessLogGib] : [])],
    },
    ...firewallCost(edge),
  ];
}

// Four managed groups, the rate and the two lists of addresses: components/web-acl.ts.
const FIREWALL_RULES = 7;

function firewallCost({ waf }: Stack["edge"]): CostItem[] {
  return waf === undefined
    ? []
    : [
        {
          component: "edge",
          what: "web application firewall",
          amounts: [
            ["waf.acl", 1],
            ["waf.rule", FIREWALL_RULES],
            ["waf.millionRequests", assumptions.millionRequests],
          ],
          guesses: [assumptions.millionRequests],
        },
      ];
}
