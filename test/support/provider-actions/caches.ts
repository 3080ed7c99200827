import { type Actions, described } from "./asked.ts";

/** Of caches. */
export const caches: Actions = {
  "aws:elasticache/parameterGroup:ParameterGroup": {
    source: "elasticache/parameter_group.go",
    asked: [
      {
        actions: [
          "elasticache:CreateCacheParameterGroup",
          "elasticache:DescribeCacheParameterGroups",
          "elasticache:DescribeCacheParameters",
          "elasticache:ModifyCacheParameterGroup",
          "elasticache:ResetCacheParameterGroup",
          "elasticache:ListTagsForResource",
          "elasticache:AddTagsToResource",
          "elasticache:RemoveTagsFromResource",
          "elasticache:DeleteCacheParameterGroup",
        ],
      },
    ],
  },
  "aws:elasticache/replicationGroup:ReplicationGroup": {
    source: "elasticache/replication_group.go",
    asked: [
      {
        actions: [
          "elasticache:CreateReplicationGroup",
          "elasticache:DescribeReplicationGroups",
          "elasticache:ModifyReplicationGroup",
          "elasticache:ModifyReplicationGroupShardConfiguration",
          "elasticache:IncreaseReplicaCount",
          "elasticache:DecreaseReplicaCount",
          "elasticache:ListTagsForResource",
          "elasticache:AddTagsToResource",
          "elasticache:RemoveTagsFromResource",
          "elasticache:DeleteReplicationGroup",
        ],
      },
      described("elasticache:DescribeCacheClusters"),
    ],
  },
  "aws:elasticache/subnetGroup:SubnetGroup": {
    source: "elasticache/subnet_group.go",
    asked: [
      {
        actions: [
          "elasticache:CreateCacheSubnetGroup",
          "elasticache:DescribeCacheSubnetGroups",
          "elasticache:ModifyCacheSubnetGroup",
          "elasticache:ListTagsForResource",
          "elasticache:AddTagsToResource",
          "elasticache:DeleteCacheSubnetGroup",
        ],
      },
    ],
  },
  "aws:elasticache/user:User": {
    source: "elasticache/user.go",
    asked: [
      {
        actions: [
          "elasticache:CreateUser",
          "elasticache:DescribeUsers",
          "elasticache:ModifyUser",
          "elasticache:ListTagsForResource",
          "elasticache:AddTagsToResource",
          "elasticache:DeleteUser",
        ],
      },
    ],
  },
  "aws:elasticache/userGroup:UserGroup": {
    source: "elasticache/user_group.go",
    asked: [
      {
        actions: [
          "elasticache:CreateUserGroup",
          "elasticache:DescribeUserGroups",
          "elasticache:ModifyUserGroup",
          "elasticache:ListTagsForResource",
          "elasticache:AddTagsToResource",
          "elasticache:DeleteUserGroup",
        ],
      },
    ],
  },
};
