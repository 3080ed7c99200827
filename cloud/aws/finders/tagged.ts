import { paginateGetResources, ResourceGroupsTaggingAPIClient } from "@aws-sdk/client-resource-groups-tagging-api";
import type { Wanted } from "../../cloud.ts";
import { type Finder, type Finders, present } from "../finder.ts";
import type { Session } from "../session.ts";

/** Types that a short list of tagged things is enough for, so that their services' own clients are not needed. */
export const finders: Finders = {
  "aws:acm/certificate:Certificate": inTagIndex("acm", /:(certificate\/.+)$/, ({ arn }) => arn),
  "aws:backup/plan:Plan": inTagIndex("backup", /:backup-plan:(.+)$/, ({ name }) => name),
  "aws:backup/restoreTestingPlan:RestoreTestingPlan": inTagIndex(
    "backup",
    /:restore-testing-plan:(\w+)-[0-9a-f-]+$/,
    ({ name }) => name,
  ),
  "aws:backup/vault:Vault": inTagIndex("backup", /:backup-vault:(.+)$/, ({ name }) => name),
  "aws:cloudwatch/alarmMuteRule:AlarmMuteRule": inTagIndex("cloudwatch", /:alarm-mute-rule:(.+)$/, ({ name }) => name),
  "aws:cloudwatch/compositeAlarm:CompositeAlarm": inTagIndex("cloudwatch", /:alarm:(.+)$/, ({ name }) => name),
  "aws:cloudwatch/eventRule:EventRule": inTagIndex("events", /:rule\/(.+)$/, ({ name }) => name),
  "aws:cloudwatch/metricAlarm:MetricAlarm": inTagIndex("cloudwatch", /:alarm:(.+)$/, ({ name }) => name),
  "aws:lambda/function:Function": inTagIndex("lambda", /:function:([^:]+)$/, ({ name }) => name),
  "aws:efs/accessPoint:AccessPoint": inTagIndex("elasticfilesystem", /:access-point\/(.+)$/, ({ name }) => name),
  "aws:efs/fileSystem:FileSystem": inTagIndex("elasticfilesystem", /:file-system\/(.+)$/, ({ name }) => name),
  "aws:servicediscovery/httpNamespace:HttpNamespace": inTagIndex(
    "servicediscovery",
    /:namespace\/(.+)$/,
    ({ name }) => name,
  ),
  "aws:sns/topic:Topic": inTagIndex("sns", /:sns:[^:]+:\d+:([^:]+)$/, ({ arn }) => arn),
  "aws:sqs/queue:Queue": inTagIndex("sqs", /:sqs:[^:]+:\d+:([^:]+)$/, queueUrl),
  "aws:s3/bucket:Bucket": inTagIndex("s3", /^arn:aws:s3:::(.+)$/, ({ name }) => name),
  // The slash that a parameter's name begins with is the one that ends "parameter" in its ARN.
  "aws:ssm/parameter:Parameter": inTagIndex("ssm", /:parameter(\/.+)$/, ({ name }, wanted) => wanted ?? name),
  "aws:wafv2/ipSet:IpSet": inTagIndex("wafv2", /:regional\/ipset\/([^/]+)\//, lastPart),
  "aws:wafv2/webAcl:WebAcl": inTagIndex("wafv2", /:regional\/webacl\/([^/]+)\//, lastPart),
};

/** The provider's id of a queue is its URL. */
function queueUrl({ arn, name }: { arn: string; name: string }): string {
  const [, , , region, account] = arn.split(":");
  return `https://sqs.${region}.amazonaws.com/${account}/${name}`;
}

/** AWS's id of what is of WAF stands behind its name. */
function lastPart({ arn }: { arn: string }): string {
  return arn.slice(arn.lastIndexOf("/") + 1);
}

/** Searches the tag index of one service for what carries the tag and, if it has one, the name. */
function inTagIndex(
  service: string,
  pattern: RegExp,
  idOf: (found: { arn: string; name: string }, wantedName: string | undefined) => string,
): Finder {
  return async (wanted, session) => {
    const arns = await tagged(service, wanted, session);
    return arns.flatMap((arn) => {
      const name = pattern.exec(arn)?.[1];
      const fits = name !== undefined && (wanted.name === undefined || bare(wanted.name) === bare(name));
      return fits ? [idOf({ arn, name }, wanted.name)] : [];
    });
  };
}

async function tagged(service: string, { tag, name }: Wanted, session: Session): Promise<string[]> {
  if (tag === undefined && name === undefined) {
    return [];
  }
  const client = new ResourceGroupsTaggingAPIClient(await session.clientConfig());
  const TagFilters = tag === undefined ? [] : [{ Key: tag.key, Values: [tag.value] }];
  const arns: string[] = [];
  for await (const page of paginateGetResources({ client }, { ResourceTypeFilters: [service], TagFilters })) {
    arns.push(...present(...(page.ResourceTagMappingList ?? []).map(({ ResourceARN }) => ResourceARN)));
  }
  return arns;
}

function bare(name: string): string {
  return name.replace(/^\//, "");
}
