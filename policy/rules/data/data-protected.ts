import { isReadReplica } from "../../read-replica.ts";
import type { Rule } from "../../rule.ts";

export const dataProtected: Rule = {
  name: "data-protected",
  demands: "Pulumi refuses to delete what holds data.",
  why: "A renamed resource, a changed argument or pulumi destroy would take the data along.",
  sources: [
    {
      url: "https://www.pulumi.com/docs/iac/concepts/resources/options/protect/",
      says: "A protected resource is neither deleted nor replaced before the protection is taken off.",
    },
  ],
  wayOut: "Give the resource the option protect: true.",
  enforcement: "mandatory",
  types: [
    "aws:dynamodb/table:Table",
    "aws:efs/fileSystem:FileSystem",
    "aws:elasticache/replicationGroup:ReplicationGroup",
    "aws:kms/key:Key",
    "aws:rds/cluster:Cluster",
    "aws:rds/instance:Instance",
    "aws:s3/bucket:Bucket",
    "aws:s3/bucketV2:BucketV2",
  ],
  looksAround: false,
  check: (resource) => (resource.protect || isReadReplica(resource) ? [] : ["it is not protected in Pulumi"]),
};
