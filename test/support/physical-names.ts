import { type Named, nameLimits } from "../../lib/names.ts";
import { modelOf } from "../../sandbox/models/registry.ts";
import type { Declared } from "./declare-stack.ts";

interface NamePlace {
  readonly input: string;
  readonly kind: Named;
  /** Input that the name must be unique in; absent: in the account. */
  readonly within?: string;
}

/** Where AWS keeps a name that the program chooses, and which limit it has. */
const places: Readonly<Record<string, NamePlace>> = {
  "aws:appautoscaling/scheduledAction:ScheduledAction": {
    input: "name",
    kind: "scheduledAction",
    within: "resourceId",
  },
  "aws:cloudwatch/alarmMuteRule:AlarmMuteRule": { input: "name", kind: "alarmMuteRule" },
  "aws:cloudwatch/compositeAlarm:CompositeAlarm": { input: "alarmName", kind: "alarm" },
  "aws:chatbot/slackChannelConfiguration:SlackChannelConfiguration": {
    input: "configurationName",
    kind: "chatChannel",
  },
  "aws:cloudwatch/dashboard:Dashboard": { input: "dashboardName", kind: "dashboard" },
  "aws:backup/plan:Plan": { input: "name", kind: "backupPlan" },
  "aws:backup/restoreTestingPlan:RestoreTestingPlan": { input: "name", kind: "restoreTestingPlan" },
  "aws:backup/restoreTestingSelection:RestoreTestingSelection": {
    input: "name",
    kind: "restoreTestingPlan",
    within: "restoreTestingPlanName",
  },
  "aws:backup/selection:Selection": { input: "name", kind: "backupPlan" },
  "aws:backup/vault:Vault": { input: "name", kind: "backupVault" },
  "aws:cloudwatch/eventRule:EventRule": { input: "name", kind: "eventRule" },
  "aws:cloudwatch/logGroup:LogGroup": { input: "name", kind: "logGroup" },
  "aws:cloudwatch/logResourcePolicy:LogResourcePolicy": { input: "policyName", kind: "logResourcePolicy" },
  "aws:cloudwatch/metricAlarm:MetricAlarm": { input: "name", kind: "alarm" },
  "aws:cloudwatch/queryDefinition:QueryDefinition": { input: "name", kind: "queryDefinition" },
  "aws:ec2/securityGroup:SecurityGroup": { input: "name", kind: "securityGroup" },
  "aws:ecs/cluster:Cluster": { input: "name", kind: "cluster" },
  "aws:ecs/service:Service": { input: "name", kind: "service", within: "cluster" },
  "aws:ecs/taskDefinition:TaskDefinition": { input: "family", kind: "taskFamily" },
  "aws:efs/fileSystem:FileSystem": { input: "creationToken", kind: "fileSystem" },
  "aws:elasticache/parameterGroup:ParameterGroup": { input: "name", kind: "parameterGroup" },
  "aws:elasticache/replicationGroup:ReplicationGroup": { input: "replicationGroupId", kind: "replicationGroup" },
  "aws:elasticache/subnetGroup:SubnetGroup": { input: "name", kind: "subnetGroup" },
  "aws:elasticache/user:User": { input: "userId", kind: "cacheUser" },
  "aws:elasticache/userGroup:UserGroup": { input: "userGroupId", kind: "cacheUserGroup" },
  "aws:iam/role:Role": { input: "name", kind: "role" },
  "aws:iam/rolePolicy:RolePolicy": { input: "name", kind: "rolePolicy", within: "role" },
  "aws:lambda/function:Function": { input: "name", kind: "function" },
  "aws:lb/loadBalancer:LoadBalancer": { input: "name", kind: "loadBalancer" },
  "aws:lb/targetGroup:TargetGroup": { input: "name", kind: "targetGroup" },
  "aws:rds/instance:Instance": { input: "identifier", kind: "databaseInstance" },
  "aws:rds/parameterGroup:ParameterGroup": { input: "name", kind: "parameterGroup" },
  "aws:rds/subnetGroup:SubnetGroup": { input: "name", kind: "subnetGroup" },
  "aws:s3/bucket:Bucket": { input: "bucket", kind: "bucket" },
  "aws:scheduler/schedule:Schedule": { input: "name", kind: "schedule", within: "groupName" },
  "aws:scheduler/scheduleGroup:ScheduleGroup": { input: "name", kind: "schedule" },
  "aws:secretsmanager/secret:Secret": { input: "name", kind: "secret" },
  "aws:servicediscovery/httpNamespace:HttpNamespace": { input: "name", kind: "namespace" },
  "aws:sns/topic:Topic": { input: "name", kind: "topic" },
  "aws:sqs/queue:Queue": { input: "name", kind: "queue" },
  "aws:ssm/parameter:Parameter": { input: "name", kind: "parameter" },
  "aws:wafv2/ipSet:IpSet": { input: "name", kind: "webAcl" },
  "aws:wafv2/webAcl:WebAcl": { input: "name", kind: "webAcl" },
};

/** Names that AWS would refuse, that the provider would have to make up, or that two resources share; in words. */
export function badNames({ resources }: Declared): string[] {
  const taken = new Map<string, string>();
  return resources.flatMap(({ path, type, inputs }) => {
    const place = places[type];
    if (!place) {
      const named = modelOf(type)?.autoname;
      return named && inputs[named.input] === undefined ? [`${path} leaves its name to the provider`] : [];
    }
    const name = inputs[place.input];
    const limit = nameLimits[place.kind];
    const key = JSON.stringify([type, place.within && inputs[place.within], name]);
    const other = taken.get(key);
    taken.set(key, path);
    return [
      ...(typeof name === "string" && name.length > 0 && name.length <= limit
        ? []
        : [`${path} is named ${JSON.stringify(name)}, which AWS does not take: 1 to ${limit} characters`]),
      ...(other === undefined ? [] : [`${path} and ${other} are both named ${String(name)}`]),
    ];
  });
}
