import {
  DescribeCacheParameterGroupsCommand,
  DescribeCacheSubnetGroupsCommand,
  DescribeReplicationGroupsCommand,
  DescribeUserGroupsCommand,
  DescribeUsersCommand,
  ElastiCacheClient,
  type User,
} from "@aws-sdk/client-elasticache";
import { UserError } from "../../../lib/user-error.ts";
import type { Wanted } from "../../cloud.ts";
import { type Finder, type Finders, whenThere } from "../finder.ts";
import type { Session } from "../session.ts";

/** ElastiCache by name. */
export const finders: Finders = {
  "aws:elasticache/replicationGroup:ReplicationGroup": named(
    (cache, ReplicationGroupId) => cache.send(new DescribeReplicationGroupsCommand({ ReplicationGroupId })),
    ({ ReplicationGroups }) => ReplicationGroups?.some(({ Status }) => Status !== "deleting"),
    "ReplicationGroupNotFoundFault",
  ),
  "aws:elasticache/subnetGroup:SubnetGroup": named(
    (cache, CacheSubnetGroupName) => cache.send(new DescribeCacheSubnetGroupsCommand({ CacheSubnetGroupName })),
    ({ CacheSubnetGroups }) => CacheSubnetGroups?.length === 1,
    "CacheSubnetGroupNotFoundFault",
  ),
  "aws:elasticache/parameterGroup:ParameterGroup": named(
    (cache, CacheParameterGroupName) =>
      cache.send(new DescribeCacheParameterGroupsCommand({ CacheParameterGroupName })),
    ({ CacheParameterGroups }) => CacheParameterGroups?.length === 1,
    "CacheParameterGroupNotFoundFault",
  ),
  "aws:elasticache/user:User": named(
    (cache, UserId) => cache.send(new DescribeUsersCommand({ UserId })),
    ({ Users }) => Users?.some(isUsable),
    "UserNotFoundFault",
  ),
  "aws:elasticache/userGroup:UserGroup": named(
    (cache, UserGroupId) => cache.send(new DescribeUserGroupsCommand({ UserGroupId })),
    ({ UserGroups }) => UserGroups?.some(({ Status }) => Status !== "deleting"),
    "UserGroupNotFoundFault",
  ),
};

/** The provider cannot read one that is still being made. */
function isUsable({ UserId, Status }: User): boolean {
  if (Status === "creating")
    throw new UserError(`user ${UserId} of the cache is still being made: run this again in a minute`);
  return Status !== "deleting";
}

/** A finder of what has an explicit name, which is its id too. */
function named<Answer>(
  ask: (cache: ElastiCacheClient, name: string) => Promise<Answer>,
  isThere: (answer: Answer) => boolean | undefined,
  notFound: string,
): Finder {
  return async ({ name }: Wanted, session: Session) => {
    if (name === undefined) {
      return [];
    }
    const cache = new ElastiCacheClient(await session.clientConfig());
    const answer = await whenThere(ask(cache, name), notFound);
    return answer && isThere(answer) ? [name] : [];
  };
}
