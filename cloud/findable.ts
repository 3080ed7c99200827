import type { Wanted } from "./cloud.ts";

/** How one type of resource is found again. */
export interface Findable {
  /**
   * `name`: by its explicit physical name. `tag`: by the tag that it alone carries. `parent`: by its other inputs,
   * which name what it hangs on and what is unique there. `never`: there is nothing to find.
   */
  readonly by: "name" | "tag" | "parent" | "never";
  /** The input that holds the physical name. */
  readonly nameInput?: string;
  /** Why it may be missed although it stands, or what stands instead. */
  readonly why?: string;
  /** What the provider reads one by beside its id and what was asked for. */
  readonly readBy?: (id: string) => Readonly<Record<string, unknown>>;
  /** A second create adds nothing to the first, so that the first need not be found. */
  readonly addsNothing?: true;
}

const named: Findable = { by: "name", nameInput: "name" };
const taggedOnly: Findable = { by: "tag" };
const byParent: Findable = { by: "parent" };
const byIndex = "the tag index of AWS is brought up to date with a delay, so that it may be there all the same";
/** Sources: the `Read` of each in https://github.com/hashicorp/terraform-provider-aws and integrations/terraform-provider-github. */
const byRuleId = (id: string) => ({ id, securityGroupRuleId: id });
const byPolicyId = (id: string) => ({ policyId: Number(id.slice(id.lastIndexOf(":") + 1)) });
const byArn = (id: string) => (id.startsWith("arn:") ? { arn: id } : {});
const setAgain: Findable = {
  by: "never",
  why: "the next run sets it again, which changes nothing where it is set already",
  addsNothing: true,
};
const ofRandom = "a random value stands nowhere but in the state: the next run makes a new one";

/** Every type that the program declares, and how it is found. */
export const findable: Readonly<Record<string, Findable>> = {
  "aws:acm/certificate:Certificate": { by: "tag", why: byIndex },
  "aws:acm/certificateValidation:CertificateValidation": {
    by: "never",
    why: "it only waits for the certificate and makes nothing: the next run waits again",
    addsNothing: true,
  },
  "aws:appautoscaling/policy:Policy": { by: "parent", nameInput: "name" },
  "aws:appautoscaling/scheduledAction:ScheduledAction": setAgain,
  "aws:appautoscaling/target:Target": byParent,
  "aws:backup/plan:Plan": { by: "tag", why: byIndex },
  "aws:backup/restoreTestingPlan:RestoreTestingPlan": { ...named, why: byIndex },
  "aws:backup/restoreTestingSelection:RestoreTestingSelection": byParent,
  "aws:backup/selection:Selection": byParent,
  "aws:backup/vault:Vault": { ...named, why: byIndex },
  "aws:cloudwatch/alarmMuteRule:AlarmMuteRule": { ...named, why: byIndex },
  "aws:cloudwatch/compositeAlarm:CompositeAlarm": { by: "name", nameInput: "alarmName", why: byIndex },
  "aws:chatbot/slackChannelConfiguration:SlackChannelConfiguration": {
    by: "never",
    why: "a channel has one configuration in an account, so the next run is refused: delete the one of this name in Amazon Q Developer in chat applications, then run again",
  },
  "aws:cloudwatch/dashboard:Dashboard": setAgain,
  "aws:budgets/budget:Budget": {
    by: "never",
    why: "budgets are not looked through: if the next run says that it exists, import it as <accountId>:<name>",
  },
  "aws:cloudwatch/eventRule:EventRule": { ...named, why: byIndex },
  "aws:cloudwatch/eventTarget:EventTarget": setAgain,
  "aws:cloudwatch/logGroup:LogGroup": named,
  "aws:cloudwatch/logMetricFilter:LogMetricFilter": setAgain,
  "aws:cloudwatch/logResourcePolicy:LogResourcePolicy": setAgain,
  "aws:cloudwatch/metricAlarm:MetricAlarm": { ...named, why: byIndex },
  "aws:cloudwatch/queryDefinition:QueryDefinition": named,
  "aws:costexplorer/anomalyMonitor:AnomalyMonitor": {
    by: "never",
    why: "monitors are not looked through: if the next run says that the limit is exceeded, import it by its ARN",
  },
  "aws:costexplorer/anomalySubscription:AnomalySubscription": {
    by: "never",
    why: "subscriptions are not looked through: the next run makes one; delete the other in Cost Anomaly Detection",
  },
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": byParent,
  "aws:ec2/eip:Eip": taggedOnly,
  "aws:ec2/flowLog:FlowLog": taggedOnly,
  "aws:ec2/internetGateway:InternetGateway": taggedOnly,
  "aws:ec2/natGateway:NatGateway": taggedOnly,
  "aws:ec2/route:Route": byParent,
  "aws:ec2/routeTable:RouteTable": taggedOnly,
  "aws:ec2/routeTableAssociation:RouteTableAssociation": byParent,
  "aws:ec2/securityGroup:SecurityGroup": named,
  "aws:ec2/subnet:Subnet": taggedOnly,
  "aws:ec2/vpc:Vpc": taggedOnly,
  "aws:ec2/vpcEndpoint:VpcEndpoint": taggedOnly,
  "aws:ecr/pullThroughCacheRule:PullThroughCacheRule": { by: "name", nameInput: "ecrRepositoryPrefix" },
  "aws:ecs/cluster:Cluster": named,
  "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders": byParent,
  "aws:ecs/service:Service": named,
  "aws:ecs/taskDefinition:TaskDefinition": { by: "name", nameInput: "family", readBy: byArn },
  "aws:efs/accessPoint:AccessPoint": { by: "tag", why: byIndex },
  "aws:efs/backupPolicy:BackupPolicy": setAgain,
  "aws:efs/fileSystem:FileSystem": { by: "tag", why: byIndex },
  "aws:efs/fileSystemPolicy:FileSystemPolicy": setAgain,
  "aws:efs/mountTarget:MountTarget": byParent,
  "aws:elasticache/parameterGroup:ParameterGroup": named,
  "aws:elasticache/replicationGroup:ReplicationGroup": { by: "name", nameInput: "replicationGroupId" },
  "aws:elasticache/subnetGroup:SubnetGroup": named,
  "aws:elasticache/user:User": { by: "name", nameInput: "userId" },
  "aws:elasticache/userGroup:UserGroup": { by: "name", nameInput: "userGroupId" },
  "aws:iam/openIdConnectProvider:OpenIdConnectProvider": byParent,
  "aws:iam/policy:Policy": named,
  "aws:iam/role:Role": named,
  "aws:iam/rolePolicy:RolePolicy": { by: "parent", nameInput: "name" },
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": byParent,
  "aws:lambda/function:Function": { ...named, why: byIndex },
  "aws:lambda/permission:Permission": {
    by: "never",
    why: "a permission has no name of ours: the next run adds one, and both go with their function",
  },
  "aws:lb/listener:Listener": byParent,
  "aws:lb/listenerRule:ListenerRule": byParent,
  "aws:lb/loadBalancer:LoadBalancer": named,
  "aws:lb/targetGroup:TargetGroup": named,
  "aws:rds/instance:Instance": { by: "name", nameInput: "identifier" },
  "aws:rds/parameterGroup:ParameterGroup": named,
  "aws:rds/subnetGroup:SubnetGroup": named,
  "aws:route53/healthCheck:HealthCheck": { by: "tag" },
  "aws:route53/record:Record": { by: "parent", nameInput: "name" },
  "aws:s3/bucket:Bucket": { by: "name", nameInput: "bucket", why: byIndex },
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": setAgain,
  "aws:s3/bucketOwnershipControls:BucketOwnershipControls": setAgain,
  "aws:s3/bucketPolicy:BucketPolicy": setAgain,
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": setAgain,
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": setAgain,
  "aws:s3/bucketVersioning:BucketVersioning": setAgain,
  "aws:scheduler/schedule:Schedule": named,
  "aws:scheduler/scheduleGroup:ScheduleGroup": named,
  "aws:secretsmanager/secret:Secret": named,
  "aws:secretsmanager/secretVersion:SecretVersion": byParent,
  "aws:servicediscovery/httpNamespace:HttpNamespace": { by: "tag", why: byIndex },
  "aws:sns/topic:Topic": { ...named, why: byIndex },
  "aws:sns/topicPolicy:TopicPolicy": byParent,
  "aws:sns/topicSubscription:TopicSubscription": {
    by: "parent",
    why: "a subscription that nobody has confirmed has no ARN yet: the next run subscribes again, which changes nothing",
  },
  "aws:sqs/queue:Queue": { ...named, why: byIndex },
  "aws:sqs/queuePolicy:QueuePolicy": setAgain,
  "aws:ssm/parameter:Parameter": { ...named, why: byIndex },
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": { by: "parent", readBy: byRuleId },
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": { by: "parent", readBy: byRuleId },
  "aws:wafv2/ipSet:IpSet": { ...named, why: byIndex },
  "aws:wafv2/webAcl:WebAcl": { ...named, why: byIndex },
  "aws:wafv2/webAclAssociation:WebAclAssociation": setAgain,
  "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration": setAgain,
  "docker:index/image:Image": {
    by: "never",
    why: "an image in a registry is nothing that the state holds: the next run builds and pushes it again",
  },
  "github:index/actionsEnvironmentSecret:ActionsEnvironmentSecret": setAgain,
  "github:index/actionsEnvironmentVariable:ActionsEnvironmentVariable": byParent,
  "github:index/actionsRepositoryPermissions:ActionsRepositoryPermissions": setAgain,
  "github:index/actionsSecret:ActionsSecret": setAgain,
  "github:index/actionsVariable:ActionsVariable": byParent,
  "github:index/dependabotSecret:DependabotSecret": setAgain,
  "github:index/repository:Repository": {
    by: "never",
    why: "it was there before: the next run adopts it again, which changes nothing where it is so already",
  },
  "github:index/repositoryDependabotSecurityUpdates:RepositoryDependabotSecurityUpdates": setAgain,
  "github:index/repositoryEnvironment:RepositoryEnvironment": setAgain,
  "github:index/repositoryEnvironmentDeploymentPolicy:RepositoryEnvironmentDeploymentPolicy": {
    by: "parent",
    readBy: byPolicyId,
  },
  "github:index/repositoryRuleset:RepositoryRuleset": byParent,
  "github:index/repositoryVulnerabilityAlerts:RepositoryVulnerabilityAlerts": setAgain,
  "github:index/workflowRepositoryPermissions:WorkflowRepositoryPermissions": setAgain,
  "random:index/randomId:RandomId": { by: "never", why: ofRandom },
  "random:index/randomPassword:RandomPassword": { by: "never", why: ofRandom },
};

/** Why a search of this type came back with nothing, apart from there being nothing. */
export function whyNotFound(type: string): string | undefined {
  const entry = findable[type];
  return entry
    ? entry.why
    : `the type ${type} has no finder: add one line to cloud/findable.ts and one in cloud/aws/finders`;
}

/** What the provider must know of one, beside its id and what was asked for, to read it. */
export function readBy(type: string, id: string): Readonly<Record<string, unknown>> {
  return findable[type]?.readBy?.(id) ?? {};
}

/** What to ask `Cloud.find` for a pending create; `known` holds the ids and ARNs of the state. */
export function wantedFrom(type: string, inputs: Readonly<Record<string, unknown>>, known: readonly string[]): Wanted {
  const nameInput = findable[type]?.nameInput;
  const name = nameInput === undefined ? undefined : inputs[nameInput];
  const value = resourceTag(inputs.tags);
  return {
    type,
    inputs,
    known,
    ...(typeof name === "string" && name !== "" ? { name } : {}),
    ...(value === undefined ? {} : { tag: { key: resourceTagKey, value } }),
  };
}

/** The tag that every taggable resource of a stack carries, and no two of them alike. */
export const resourceTagKey = "slipway:resource";

function resourceTag(tags: unknown): string | undefined {
  const value = typeof tags === "object" && tags !== null && resourceTagKey in tags ? tags[resourceTagKey] : undefined;
  return typeof value === "string" ? value : undefined;
}
