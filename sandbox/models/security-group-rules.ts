import type { InAccount, Model, Rule, Values } from "../model.ts";
import { addresses } from "./address-block.ts";
import { arn } from "./identifiers.ts";
import { exists, lastWord, others, regionOf } from "./references.ts";
import { token } from "./tokens.ts";
import { num, str } from "./values.ts";

const rulesSource = "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html";
const api = "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AuthorizeSecurityGroupIngress.html";
const peers = ["cidrIpv4", "cidrIpv6", "prefixListId", "referencedSecurityGroupId"];
const ruleQuota = 60;

/** Ingress and egress rules differ in nothing but the direction, so each rule is made for both. */
interface Direction {
  readonly type: string;
  /** `ingress` or `egress`. */
  readonly word: string;
}

const ports = ({ word }: Direction): Rule<Values> => ({
  id: `security-group-${word}-rule-ports`,
  says: "TCP and UDP need `fromPort` and `toPort`, 0 to 65535 and in order; protocol -1 has none.",
  source: api,
  refuse(values) {
    const protocol = str(values, "ipProtocol");
    const [from, to] = [num(values, "fromPort"), num(values, "toPort")];
    if (protocol === "-1") {
      return from === undefined && to === undefined
        ? undefined
        : `InvalidParameterValue: ipProtocol -1 means all ports, but ports ${from} to ${to} are given: leave them out`;
    }
    if (from === undefined || to === undefined || !["tcp", "udp", "6", "17"].includes(protocol ?? "")) {
      return undefined;
    }
    return from >= 0 && to <= 65535 && from <= to
      ? undefined
      : `InvalidParameterValue: invalid range of ports ${from} to ${to}: use 0 to 65535, the lower one as fromPort`;
  },
});

const portsGiven = ({ word }: Direction): Rule<InAccount> => ({
  id: `security-group-${word}-rule-ports-given`,
  says: "A rule for TCP or UDP says which ports.",
  source: api,
  refuse({ resource: { inputs } }) {
    const protocol = str(inputs, "ipProtocol") ?? "";
    const missing = ["fromPort", "toPort"].find((input) => num(inputs, input) === undefined);
    return ["tcp", "udp", "6", "17"].includes(protocol) && missing !== undefined
      ? `InvalidParameterValue: ${missing} is missing: protocol ${protocol} needs fromPort and toPort`
      : undefined;
  },
});

const block = ({ word }: Direction): Rule<Values> => ({
  id: `security-group-${word}-rule-block`,
  says: "`cidrIpv4` is an IPv4 block without bits after its prefix.",
  source: rulesSource,
  refuse(values) {
    const cidr = str(values, "cidrIpv4");
    return cidr === undefined || addresses(cidr)
      ? undefined
      : `InvalidParameterValue: CIDR block ${cidr} is malformed: write the network address, for example 10.0.0.0/16`;
  },
});

const onePeer = ({ word }: Direction): Rule<InAccount> => ({
  id: `security-group-${word}-rule-one-peer`,
  says: `A rule has exactly one of ${peers.map((peer) => `\`${peer}\``).join(", ")}.`,
  source: rulesSource,
  refuse({ resource: { inputs } }) {
    const given = peers.filter((peer) => str(inputs, peer) !== undefined);
    return given.length === 1
      ? undefined
      : `InvalidParameterCombination: ${given.length} peers (${given.join(", ")}): give exactly one of ${peers.join(", ")}`;
  },
});

const noDuplicate = ({ type, word }: Direction): Rule<InAccount> => ({
  id: `security-group-${word}-rule-once`,
  says: "A group has no two rules with the same protocol, ports and peer.",
  source: api,
  refuse(subject) {
    const what = identityOf(subject.resource.inputs);
    const clash = others(subject, type).find(({ outputs }) => identityOf(outputs) === what);
    return clash === undefined
      ? undefined
      : `InvalidPermission.Duplicate: the rule already exists (${clash.id}) in ` +
          `${subject.resource.inputs.securityGroupId}: declare it once`;
  },
});

const quota = ({ type, word }: Direction): Rule<InAccount> => ({
  id: `security-group-${word}-rule-quota`,
  says: `A group has at most ${ruleQuota} ${word} rules (a quota that AWS raises on request).`,
  source: "https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html",
  refuse(subject) {
    const group = subject.resource.inputs.securityGroupId;
    const count = others(subject, type).filter(({ outputs }) => outputs.securityGroupId === group).length;
    return count < ruleQuota
      ? undefined
      : `RulesPerSecurityGroupLimitExceeded: ${group} has ${count} ${word} rules: remove some, or use a second group`;
  },
});

const sameVpc = ({ word }: Direction): Rule<InAccount> => ({
  id: `security-group-${word}-rule-same-vpc`,
  says: "The group that a rule refers to belongs to the VPC of its own group.",
  source: rulesSource,
  refuse({ resource: { inputs }, account }) {
    const vpcOf = (input: string) => account.get(token.securityGroup, str(inputs, input) ?? "")?.outputs.vpcId;
    const [own, other] = [vpcOf("securityGroupId"), vpcOf("referencedSecurityGroupId")];
    return own === undefined || other === undefined || own === other
      ? undefined
      : `InvalidGroup.NotFound: you have specified two resources that belong to different networks (${own}, ${other}): ` +
          "refer to a group of the same VPC";
  },
});

const groupExists = ({ word }: Direction, input: string, id: string): Rule<InAccount> =>
  exists({
    id: `security-group-${word}-rule-${id}`,
    input,
    type: [token.securityGroup, token.defaultSecurityGroup],
    noun: "security group",
    code: "InvalidGroup.NotFound",
    source: api,
  });

function identityOf(values: Values): string {
  return JSON.stringify(["securityGroupId", "ipProtocol", "fromPort", "toPort", ...peers].map((key) => values[key]));
}

function model(direction: Direction): Model {
  return {
    type: direction.type,
    checks: [ports(direction), block(direction)],
    identify: (_inputs, seed) => `sgr-${seed.hex(17)}`,
    outputs: (inputs, id, _seed, place) => ({
      arn: arn(place, "ec2", `security-group-rule/${id}`),
      region: regionOf(inputs, place),
      securityGroupRuleId: id,
    }),
    requires: [
      groupExists(direction, "securityGroupId", "group-exists"),
      groupExists(direction, "referencedSecurityGroupId", "peer-exists"),
      onePeer(direction),
      portsGiven(direction),
      sameVpc(direction),
      noDuplicate(direction),
      quota(direction),
    ],
    replaces: "as the specification says",
    // A rule is changed in place, but AWS cannot change which kind of peer it has.
    replacesWhen(before, after) {
      const kind = (values: Values) => peers.find((peer) => str(values, peer) !== undefined);
      const [was, is] = [kind(before), kind(after)];
      return was === is ? [] : [was, is].filter((peer) => peer !== undefined);
    },
    blocksDelete: { none: `AWS revokes a ${lastWord(direction.type)} at any time: nothing refers to one` },
  };
}

/** What may come in. */
export const securityGroupIngressRule: Model = model({ type: token.ingressRule, word: "ingress" });

/** What may go out. */
export const securityGroupEgressRule: Model = model({ type: token.egressRule, word: "egress" });
