import type { Model } from "../model.ts";
import { putObject } from "./buckets.ts";
import { arn, derivedHex } from "./identifiers.ts";
import { nameShape, range } from "./limits.ts";
import { listener } from "./listener.ts";
import { listenerRule } from "./listener-rule.ts";
import { deleteRules, inputRules, logRules, logsTo, subnetRules } from "./load-balancer-rules.ts";
import { vpcOfSubnets } from "./load-balancer-targets.ts";
import { exists, regionOf, uniqueName } from "./references.ts";
import { targetGroup } from "./target-group.ts";
import { token } from "./tokens.ts";
import { bool, str, texts } from "./values.ts";

const create = "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html";
const attributes =
  "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_LoadBalancerAttribute.html";
/** Hosted zones of load balancers. Source: https://docs.aws.amazon.com/general/latest/gr/elb.html */
const zoneIds: Readonly<Record<string, string>> = {
  "ap-northeast-1": "Z14GRHDCWA56QT",
  "ap-northeast-2": "ZWKZPGTI48KDX",
  "ap-south-1": "ZP97RAFLXTNZK",
  "ap-southeast-1": "Z1LMS91P8CMLE5",
  "ap-southeast-2": "Z1GM3OXH4ZPM65",
  "ca-central-1": "ZQSVJUPU6J1EY",
  "eu-central-1": "Z215JYRZR1TBD5",
  "eu-north-1": "Z23TAZ6LKFMNIO",
  "eu-south-1": "Z3ULH7SSC9OV64",
  "eu-west-1": "Z32O12XQLNTSW2",
  "eu-west-2": "ZHURV8PSTC4K8",
  "eu-west-3": "Z3Q77PNBQS71R4",
  "sa-east-1": "Z2P70J7HTTTPLU",
  "us-east-1": "Z35SXDOTRQ7X7K",
  "us-east-2": "Z3AADJGX6KTTL2",
  "us-west-1": "Z368ELLRRE2KJ0",
  "us-west-2": "Z1H1FL5HABSF5",
};

const loadBalancer: Model = {
  type: token.loadBalancer,
  typicalMinutes: 3,
  autoname: { input: "name", max: 255 },
  defaults: {
    clientKeepAlive: 3600,
    desyncMitigationMode: "defensive",
    dropInvalidHeaderFields: false,
    enableCrossZoneLoadBalancing: true,
    enableDeletionProtection: false,
    enableHttp2: true,
    enableTlsVersionAndCipherSuiteHeaders: false,
    enableWafFailOpen: false,
    enableXffClientPort: false,
    enableZonalShift: false,
    idleTimeout: 60,
    internal: false,
    ipAddressType: "ipv4",
    loadBalancerType: "application",
    preserveHostHeader: false,
    xffHeaderProcessingMode: "append",
  },
  checks: [
    nameShape({
      id: "load-balancer-name-shape",
      input: "name",
      max: 32,
      pattern: /^(?!-)[A-Za-z0-9-]+(?<!-)$/,
      allowed: "letters, digits and hyphens, no hyphen first or last",
      source: create,
    }),
    ...inputRules,
    range("load-balancer-idle-timeout", "idleTimeout", 1, 4000, attributes),
    range("load-balancer-keep-alive", "clientKeepAlive", 60, 604_800, attributes),
  ],
  identify: (inputs, seed, place) =>
    arn(place, "elasticloadbalancing", `loadbalancer/app/${str(inputs, "name") ?? ""}/${seed.hex(16)}`),
  outputs(inputs, id, seed, place) {
    const region = regionOf(inputs, place);
    const inside = bool(inputs, "internal") === true ? "internal-" : "";
    const number = Number.parseInt(seed.hex(8, "dns"), 16) % 1_000_000_000;
    return {
      arn: id,
      arnSuffix: id.slice(id.indexOf("loadbalancer/") + "loadbalancer/".length),
      dnsName: `${inside}${str(inputs, "name") ?? ""}-${number}.${region}.elb.amazonaws.com`,
      namePrefix: "",
      region,
      securityGroups: texts(inputs, "securityGroups"),
      subnets: texts(inputs, "subnets"),
      zoneId: zoneIds[region] ?? `Z${derivedHex(region, 13).toUpperCase()}`,
    };
  },
  requires: [
    exists({
      id: "load-balancer-subnets-exist",
      input: "subnets",
      type: token.subnet,
      noun: "subnet",
      code: "SubnetNotFound",
      source: create,
    }),
    exists({
      id: "load-balancer-groups-exist",
      input: "securityGroups",
      type: [token.securityGroup, token.defaultSecurityGroup],
      noun: "security group",
      code: "InvalidSecurityGroup",
      source: create,
    }),
    uniqueName({
      id: "load-balancer-name-unique",
      type: token.loadBalancer,
      input: "name",
      noun: "load balancer",
      code: "DuplicateLoadBalancerName",
      source: create,
    }),
    ...subnetRules,
    ...logRules,
  ],
  replaces: "as the specification says",
  blocksDelete: deleteRules,
  after(change, { resource, account, place }) {
    const stored = change === "deleted" ? undefined : account.get(resource.type, resource.id);
    if (stored) {
      // Only the account knows which VPC the subnets are in.
      const vpcId = vpcOfSubnets(texts(resource.inputs, "subnets"), account);
      account.put({ ...stored, outputs: { ...stored.outputs, vpcId } });
      const to = logsTo(resource.inputs, place.accountId);
      if (to) {
        putObject(account, to.bucket, `${to.folder}/ELBAccessLogTestFile`);
      }
    }
  },
};

/** The load balancer and what hangs on it. */
export const models: readonly Model[] = [loadBalancer, listener, listenerRule, targetGroup];
