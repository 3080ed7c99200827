import type { InAccount, Rule, Values } from "../model.ts";
import { addresses } from "./address-block.ts";
import { lets } from "./bucket-policy.ts";
import { BUCKET, BUCKET_ENCRYPTION } from "./bucket-tokens.ts";
import { vpcOfSubnets } from "./load-balancer-targets.ts";
import { token } from "./tokens.ts";
import { bool, object, str, texts, textsAt } from "./values.ts";

const create = "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html";
const attributes =
  "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_LoadBalancerAttribute.html";
const subnetsSource =
  "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html";

const notInternalName: Rule<Values> = {
  id: "load-balancer-name-not-internal",
  says: "`name` does not begin with `internal-`.",
  source: create,
  refuse: (values) =>
    str(values, "name")?.startsWith("internal-")
      ? `ValidationError: name "${values.name}" begins with "internal-", which AWS keeps for itself: take another beginning`
      : undefined,
};

const onlyApplication: Rule<Values> = {
  id: "load-balancer-application",
  says: "The sandbox knows load balancers of type `application`.",
  source: create,
  refuse(values) {
    const type = str(values, "loadBalancerType") ?? "application";
    return type === "application"
      ? undefined
      : `loadBalancerType "${type}" is not modelled: add it to sandbox/models/load-balancer.ts, or use "application"`;
  },
};

const twoZones: Rule<InAccount> = {
  id: "load-balancer-two-zones",
  says: "An Application Load Balancer has subnets in at least two zones, one in each.",
  source: subnetsSource,
  refuse({ resource: { inputs }, account }) {
    const subnets = texts(inputs, "subnets");
    const zones = subnets.map((id) => account.get(token.subnet, id)?.outputs.availabilityZone);
    const different = new Set(zones).size;
    if (different < 2) {
      return `ValidationError: at least two subnets in two different Availability Zones must be specified: subnets are in ${[...new Set(zones)].join(", ") || "no zone"}: add one in another zone`;
    }
    return different < zones.length
      ? "InvalidConfigurationRequest: a load balancer cannot be attached to multiple subnets in the same " +
          `Availability Zone: give one subnet a zone, not ${zones.join(", ")}`
      : undefined;
  },
};

const sameVpc: Rule<InAccount> = {
  id: "load-balancer-same-vpc",
  says: "Subnets and security groups of a load balancer belong to one VPC.",
  source: create,
  refuse({ resource: { inputs }, account }) {
    const vpcId = vpcOfSubnets(texts(inputs, "subnets"), account);
    const foreign = [
      ...texts(inputs, "subnets").map((id) => account.get(token.subnet, id)),
      ...texts(inputs, "securityGroups").map((id) => account.get(token.securityGroup, id)),
    ].find((one) => one && one.outputs.vpcId !== vpcId);
    return foreign === undefined
      ? undefined
      : `InvalidConfigurationRequest: ${foreign.id} is in ${foreign.outputs.vpcId} and the load balancer in ${vpcId}: ` +
          "take subnets and security groups of one VPC";
  },
};

const reachable: Rule<InAccount> = {
  id: "load-balancer-internet-gateway",
  says: "The VPC of an internet-facing load balancer has an internet gateway attached.",
  source: create,
  refuse({ resource: { inputs }, account }) {
    const vpcId = vpcOfSubnets(texts(inputs, "subnets"), account);
    return bool(inputs, "internal") === true ||
      vpcId === undefined ||
      account.find(token.internetGateway, (gateway) => gateway.outputs.vpcId === vpcId)
      ? undefined
      : `InvalidSubnet: VPC ${vpcId} has no internet gateway: let the load balancer depend on it`;
  },
};

const roomySubnets: Rule<InAccount> = {
  id: "load-balancer-subnet-size",
  says: "Each subnet of a load balancer is at least a /27 block (8 addresses must be free).",
  source: subnetsSource,
  refuse({ resource: { inputs }, account }) {
    const small = texts(inputs, "subnets")
      .map((id) => account.get(token.subnet, id))
      .find((subnet) => {
        const block = addresses(str(subnet?.outputs ?? {}, "cidrBlock") ?? "");
        return block !== undefined && block.last - block.first + 1 < 32;
      });
    return small === undefined
      ? undefined
      : `InvalidSubnet: not enough IP space available in ${small.id} (${small.outputs.cidrBlock}): use /27 or larger`;
  },
};

/** Where a load balancer logs its requests to; undefined when it does not. */
export function logsTo(
  values: Values,
  accountId: string,
): { readonly bucket: string; readonly folder: string } | undefined {
  const logs = object(values, "accessLogs");
  if (bool(logs, "enabled") !== true) {
    return undefined;
  }
  const prefix = str(logs, "prefix");
  return {
    bucket: str(logs, "bucket") ?? "",
    folder: `${prefix === undefined ? "" : `${prefix}/`}AWSLogs/${accountId}`,
  };
}

const logBucket: Rule<InAccount> = {
  id: "load-balancer-log-bucket",
  says:
    "The bucket of access logs is in the load balancer's region, is not encrypted with a key of KMS, and its policy " +
    "lets `logdelivery.elasticloadbalancing.amazonaws.com` write below `AWSLogs/<account>/`.",
  source: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html",
  refuse({ resource: { inputs }, account, place }) {
    const to = logsTo(inputs, place.accountId);
    if (to === undefined) {
      return undefined;
    }
    const found = account.get(BUCKET, to.bucket);
    if (found?.outputs.region !== place.region) {
      return (
        `InvalidConfigurationRequest: bucket ${to.bucket} is not in ${place.region} ` +
        `(${found ? `it is in ${found.outputs.region}` : "there is none"}): make it there first`
      );
    }
    const encryption = account.get(BUCKET_ENCRYPTION, to.bucket)?.outputs ?? {};
    const algorithms = textsAt(encryption, "rules.applyServerSideEncryptionByDefault.sseAlgorithm");
    const key = `arn:aws:s3:::${to.bucket}/${to.folder}/ELBAccessLogTestFile`;
    return algorithms.every((algorithm) => algorithm === "AES256") &&
      lets("logdelivery.elasticloadbalancing.amazonaws.com", "s3:PutObject", key, to.bucket, account)
      ? undefined
      : `InvalidConfigurationRequest: Access Denied for bucket: ${to.bucket}. Please check S3bucket permission: let ` +
          `logdelivery.elasticloadbalancing.amazonaws.com put objects to ${to.folder}/*, encrypt with AES256 alone, and ` +
          "let the load balancer depend on the bucket's policy";
  },
};

const protectedFromDeletion: Rule<InAccount> = {
  id: "load-balancer-deletion-protection",
  says: "A load balancer with `enableDeletionProtection` cannot be deleted.",
  source: attributes,
  refuse: ({ resource }) =>
    bool(resource.outputs, "enableDeletionProtection") === true
      ? `OperationNotPermitted: load balancer '${resource.id}' cannot be deleted because deletion protection is ` +
        "enabled: set enableDeletionProtection to false and apply that first"
      : undefined,
};

/** Rules on the inputs of a load balancer alone. */
export const inputRules: readonly Rule<Values>[] = [notInternalName, onlyApplication];

/** What a load balancer needs of its subnets. */
export const subnetRules: readonly Rule<InAccount>[] = [twoZones, sameVpc, roomySubnets, reachable];

/** What a load balancer needs of the bucket that it logs to. */
export const logRules: readonly Rule<InAccount>[] = [logBucket];

/** What keeps a load balancer from being deleted. */
export const deleteRules: readonly Rule<InAccount>[] = [protectedFromDeletion];
