import {
  DescribeAddressesCommand,
  DescribeSubnetsCommand,
  EC2Client,
  paginateDescribeNatGateways,
  paginateDescribeVpcs,
} from "@aws-sdk/client-ec2";
import { paginateDescribeDBInstances, RDSClient } from "@aws-sdk/client-rds";
import type { CountedKind, CountedResource } from "../../account.ts";
import type { ClientConfig, Session } from "../session.ts";

/** All of a kind that the account has in its region, with their tags. */
export async function counted(kind: CountedKind, session: Session): Promise<readonly CountedResource[]> {
  return counts[kind](await session.clientConfig());
}

const counts: Readonly<Record<CountedKind, (config: ClientConfig) => Promise<readonly CountedResource[]>>> = {
  async address(config) {
    const { Addresses = [] } = await new EC2Client(config).send(new DescribeAddressesCommand({}));
    return Addresses.map(({ Tags }) => ({ tags: tagsIn(Tags) }));
  },
  async vpc(config) {
    const found: CountedResource[] = [];
    for await (const { Vpcs = [] } of paginateDescribeVpcs({ client: new EC2Client(config) }, {})) {
      found.push(...Vpcs.map(({ Tags }) => ({ tags: tagsIn(Tags) })));
    }
    return found;
  },
  natGateway,
  async databaseInstance(config) {
    const found: CountedResource[] = [];
    for await (const { DBInstances = [] } of paginateDescribeDBInstances({ client: new RDSClient(config) }, {})) {
      found.push(...DBInstances.map(({ TagList }) => ({ tags: tagsIn(TagList) })));
    }
    return found;
  },
};

/** The quota counts those that are not gone, in the zone of their subnet. */
async function natGateway(config: ClientConfig): Promise<readonly CountedResource[]> {
  const client = new EC2Client(config);
  const Filter = [{ Name: "state", Values: ["pending", "available", "deleting"] }];
  const found: { readonly subnet: string; readonly tags: CountedResource["tags"] }[] = [];
  for await (const { NatGateways = [] } of paginateDescribeNatGateways({ client }, { Filter })) {
    found.push(...NatGateways.map(({ SubnetId = "", Tags }) => ({ subnet: SubnetId, tags: tagsIn(Tags) })));
  }
  const SubnetIds = [...new Set(found.map(({ subnet }) => subnet))].filter((id) => id !== "");
  const { Subnets = [] } = SubnetIds.length
    ? await client.send(new DescribeSubnetsCommand({ SubnetIds }))
    : { Subnets: [] };
  const zones = new Map(Subnets.map(({ SubnetId, AvailabilityZone }) => [SubnetId, AvailabilityZone]));
  return found.map(({ subnet, tags }) => {
    const zone = zones.get(subnet);
    return { tags, ...(zone !== undefined && { zone }) };
  });
}

function tagsIn(
  tags: readonly { readonly Key?: string | undefined; readonly Value?: string | undefined }[] = [],
): CountedResource["tags"] {
  return Object.fromEntries(tags.map(({ Key = "", Value = "" }) => [Key, Value]));
}
