import type { Model, Rule, Values } from "../model.ts";
import { FUNCTION } from "./function-tokens.ts";
import { arn } from "./identifiers.ts";
import { nameShape } from "./limits.ts";
import { exists, inUse, regionOf, uniqueName } from "./references.ts";
import { securityGroupEgressRule, securityGroupIngressRule } from "./security-group-rules.ts";
import { token } from "./tokens.ts";
import { str, textsAt } from "./values.ts";
import { defaultGroupOf } from "./vpc.ts";

const createGroup = "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSecurityGroup.html";
const deleteGroup = "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteSecurityGroup.html";
const textShape = {
  max: 255,
  pattern: /^[a-zA-Z0-9 ._\-:/()#,@[\]+=&;{}!$*]*$/,
  allowed: "letters, digits, spaces and ._-:/()#,@[]+=&;{}!$*",
  source: createGroup,
};

const notLikeAnId: Rule<Values> = {
  id: "security-group-name-no-id",
  says: "`name` does not begin with `sg-`.",
  source: createGroup,
  refuse(values) {
    const name = str(values, "name");
    return name?.startsWith("sg-")
      ? `InvalidParameterValue: name "${name}" begins like an id: take another beginning than "sg-"`
      : undefined;
  },
};

const notReferenced: Model["blocksDelete"] = [
  inUse({
    id: "security-group-not-in-use",
    noun: "security group",
    code: "DependencyViolation",
    source: deleteGroup,
    users: [
      { type: token.loadBalancer, at: "securityGroups" },
      { type: token.service, at: "networkConfiguration.securityGroups" },
      { type: token.instance, at: "vpcSecurityGroupIds" },
      { type: token.replicationGroup, at: "securityGroupIds" },
      { type: token.vpcEndpoint, at: "securityGroupIds" },
      { type: FUNCTION, at: "vpcConfig.securityGroupIds" },
    ],
  }),
  {
    id: "security-group-not-referenced",
    says: "A security group cannot be deleted while a rule of another group refers to it.",
    source: deleteGroup,
    refuse({ resource, account }) {
      const rule = [...account.all(token.ingressRule), ...account.all(token.egressRule)].find(
        ({ outputs }) =>
          textsAt(outputs, "referencedSecurityGroupId").includes(resource.id) &&
          outputs.securityGroupId !== resource.id,
      );
      return rule === undefined
        ? undefined
        : `DependencyViolation: resource ${resource.id} has a dependent object: rule ${rule.id} of ` +
            `${rule.outputs.securityGroupId} refers to it: delete that rule first`;
    },
  },
];

const securityGroup: Model = {
  type: token.securityGroup,
  autoname: { input: "name", max: 255 },
  defaults: { description: "Managed by Pulumi", revokeRulesOnDelete: false },
  checks: [
    nameShape({ id: "security-group-name-shape", input: "name", ...textShape }),
    nameShape({ id: "security-group-description-shape", input: "description", ...textShape }),
    notLikeAnId,
  ],
  identify: (_inputs, seed) => `sg-${seed.hex(17)}`,
  outputs: (inputs, id, _seed, place) => ({
    arn: arn(place, "ec2", `security-group/${id}`),
    egress: inputs.egress ?? [],
    ingress: inputs.ingress ?? [],
    namePrefix: "",
    ownerId: place.accountId,
    region: regionOf(inputs, place),
  }),
  requires: [
    exists({
      id: "security-group-vpc-exists",
      input: "vpcId",
      type: token.vpc,
      noun: "VPC",
      code: "InvalidVpcID.NotFound",
      source: createGroup,
    }),
    uniqueName({
      id: "security-group-name-unique",
      type: token.securityGroup,
      input: "name",
      noun: "security group",
      code: "InvalidGroup.Duplicate",
      source: createGroup,
      within: "vpcId",
    }),
  ],
  replaces: "as the specification says",
  blocksDelete: notReferenced,
};

/** The group that AWS makes with each VPC. The provider takes it over and empties it; nobody can delete it. */
export const defaultSecurityGroup: Model = {
  type: token.defaultSecurityGroup,
  defaults: { revokeRulesOnDelete: false },
  identify: (inputs) => defaultGroupOf(str(inputs, "vpcId") ?? ""),
  outputs: (inputs, id, _seed, place) => ({
    arn: arn(place, "ec2", `security-group/${id}`),
    description: "default VPC security group",
    egress: inputs.egress ?? [],
    ingress: inputs.ingress ?? [],
    name: "default",
    namePrefix: "",
    ownerId: place.accountId,
    region: regionOf(inputs, place),
  }),
  requires: [
    exists({
      id: "default-security-group-vpc-exists",
      input: "vpcId",
      type: token.vpc,
      noun: "VPC",
      code: "InvalidVpcID.NotFound",
      source: "https://www.pulumi.com/registry/packages/aws/api-docs/ec2/defaultsecuritygroup/",
    }),
    {
      id: "default-security-group-once",
      says: "The default group of a VPC is taken over once: two that set different rules undo each other.",
      source: "https://www.pulumi.com/registry/packages/aws/api-docs/ec2/defaultsecuritygroup/",
      refuse({ resource, before, account }) {
        const id = defaultGroupOf(str(resource.inputs, "vpcId") ?? "");
        const other = before === undefined ? account.get(token.defaultSecurityGroup, id) : undefined;
        return other === undefined || JSON.stringify(other.inputs) === JSON.stringify(resource.inputs)
          ? undefined
          : `the default group ${id} of ${resource.inputs.vpcId} is managed already, with other inputs: ` +
              "declare it in one place only";
      },
    },
  ],
  replaces: "as the specification says",
  blocksDelete: { none: "AWS never deletes a default group: the provider only forgets it" },
};

/** Security groups and their rules; the default group goes with the network. */
export const models: readonly Model[] = [securityGroup, securityGroupIngressRule, securityGroupEgressRule];
