import type { PriceKey } from "../../lib/cost/price.ts";

/** Types of resources that AWS bills, with the prices that stand for them in an estimate. */
export const billedTypes: Readonly<Record<string, readonly PriceKey[]>> = {
  "aws:backup/restoreTestingPlan:RestoreTestingPlan": ["backup.restoreTest"],
  "aws:backup/vault:Vault": ["backup.gib"],
  "aws:cloudwatch/compositeAlarm:CompositeAlarm": ["cloudwatch.compositeAlarm"],
  "aws:cloudwatch/dashboard:Dashboard": ["cloudwatch.dashboard"],
  "aws:cloudwatch/logGroup:LogGroup": ["logs.gib", "logs.storedGib"],
  "aws:cloudwatch/logMetricFilter:LogMetricFilter": ["cloudwatch.metric"],
  "aws:cloudwatch/metricAlarm:MetricAlarm": ["cloudwatch.alarm"],
  "aws:ec2/eip:Eip": ["ipv4.hour"],
  "aws:ec2/flowLog:FlowLog": ["logs.gib"],
  "aws:ec2/natGateway:NatGateway": ["nat.hour", "nat.gib"],
  "aws:ec2/vpcEndpoint:VpcEndpoint": ["endpoint.hour"],
  "aws:ecs/cluster:Cluster": ["cloudwatch.insightsMetric"],
  "aws:ecs/service:Service": ["fargate.x86_64.vcpu", "fargate.x86_64.gib"],
  "aws:efs/fileSystem:FileSystem": ["efs.gib"],
  "aws:elasticache/replicationGroup:ReplicationGroup": ["cache.t4g.micro", "cache.snapshotGib"],
  "aws:lambda/function:Function": ["lambda.gibSecond"],
  "aws:lb/loadBalancer:LoadBalancer": ["alb.hour", "alb.lcu"],
  "aws:rds/instance:Instance": ["rds.t4g.micro", "rds.gp3Gib", "rds.backupGib"],
  "aws:route53/healthCheck:HealthCheck": ["route53.healthCheck"],
  "aws:s3/bucket:Bucket": ["s3.gib"],
  "aws:secretsmanager/secret:Secret": ["secretsmanager.secret"],
  "aws:sqs/queue:Queue": ["sqs.millionRequests"],
  "aws:wafv2/webAcl:WebAcl": ["waf.acl", "waf.rule", "waf.millionRequests"],
};

const vpc = "https://aws.amazon.com/vpc/pricing/";
const ecs = "https://aws.amazon.com/ecs/pricing/";
const elb = "https://aws.amazon.com/elasticloadbalancing/pricing/";
const iam = "https://aws.amazon.com/iam/";
const rds = "https://aws.amazon.com/rds/postgresql/pricing/";
const elastiCache = "https://aws.amazon.com/elasticache/pricing/";
const s3 = "https://aws.amazon.com/s3/pricing/";
const cloudWatch = "https://aws.amazon.com/cloudwatch/pricing/";
const events = "https://aws.amazon.com/eventbridge/pricing/";
const backup = "https://aws.amazon.com/backup/pricing/";
const efs = "https://aws.amazon.com/efs/pricing/";
const sns = "https://aws.amazon.com/sns/pricing/";
const scaling = "https://aws.amazon.com/autoscaling/pricing/";
const cost = "https://aws.amazon.com/aws-cost-management/pricing/";

/** Types that AWS does not bill by themselves, each with the page that lists what it does bill of that service. */
export const freeTypes: Readonly<Record<string, string>> = {
  "aws:acm/certificate:Certificate": "https://aws.amazon.com/certificate-manager/pricing/",
  "aws:acm/certificateValidation:CertificateValidation": "https://aws.amazon.com/certificate-manager/pricing/",
  "aws:appautoscaling/policy:Policy": scaling,
  "aws:appautoscaling/scheduledAction:ScheduledAction": scaling,
  "aws:appautoscaling/target:Target": scaling,
  "aws:backup/plan:Plan": backup,
  "aws:backup/restoreTestingSelection:RestoreTestingSelection": backup,
  "aws:backup/selection:Selection": backup,
  "aws:budgets/budget:Budget": cost,
  "aws:chatbot/slackChannelConfiguration:SlackChannelConfiguration": "https://aws.amazon.com/chatbot/pricing/",
  "aws:cloudwatch/alarmMuteRule:AlarmMuteRule": cloudWatch,
  "aws:cloudwatch/eventRule:EventRule": events,
  "aws:cloudwatch/eventTarget:EventTarget": events,
  "aws:cloudwatch/logResourcePolicy:LogResourcePolicy": cloudWatch,
  "aws:cloudwatch/queryDefinition:QueryDefinition": cloudWatch,
  "aws:costexplorer/anomalyMonitor:AnomalyMonitor": cost,
  "aws:costexplorer/anomalySubscription:AnomalySubscription": cost,
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": vpc,
  "aws:ec2/internetGateway:InternetGateway": vpc,
  "aws:ec2/route:Route": vpc,
  "aws:ec2/routeTable:RouteTable": vpc,
  "aws:ec2/routeTableAssociation:RouteTableAssociation": vpc,
  "aws:ec2/securityGroup:SecurityGroup": vpc,
  "aws:ec2/subnet:Subnet": vpc,
  "aws:ec2/vpc:Vpc": vpc,
  "aws:ecr/pullThroughCacheRule:PullThroughCacheRule": "https://aws.amazon.com/ecr/pricing/",
  "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders": ecs,
  "aws:ecs/taskDefinition:TaskDefinition": ecs,
  "aws:efs/accessPoint:AccessPoint": efs,
  "aws:efs/backupPolicy:BackupPolicy": efs,
  "aws:efs/fileSystemPolicy:FileSystemPolicy": efs,
  "aws:efs/mountTarget:MountTarget": efs,
  "aws:elasticache/parameterGroup:ParameterGroup": elastiCache,
  "aws:elasticache/subnetGroup:SubnetGroup": elastiCache,
  "aws:elasticache/user:User": elastiCache,
  "aws:elasticache/userGroup:UserGroup": elastiCache,
  "aws:iam/openIdConnectProvider:OpenIdConnectProvider": iam,
  "aws:iam/policy:Policy": iam,
  "aws:iam/role:Role": iam,
  "aws:iam/rolePolicy:RolePolicy": iam,
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": iam,
  "aws:lambda/permission:Permission": "https://aws.amazon.com/lambda/pricing/",
  "aws:lb/listener:Listener": elb,
  "aws:lb/listenerRule:ListenerRule": elb,
  "aws:lb/targetGroup:TargetGroup": elb,
  "aws:rds/parameterGroup:ParameterGroup": rds,
  "aws:rds/subnetGroup:SubnetGroup": rds,
  // The zone is somebody else's, and so are the queries.
  "aws:route53/record:Record": "https://aws.amazon.com/route53/pricing/",
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": s3,
  "aws:s3/bucketOwnershipControls:BucketOwnershipControls": s3,
  "aws:s3/bucketPolicy:BucketPolicy": s3,
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": s3,
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": s3,
  "aws:s3/bucketVersioning:BucketVersioning": s3,
  // Fourteen million invocations a month are free.
  "aws:scheduler/schedule:Schedule": events,
  "aws:scheduler/scheduleGroup:ScheduleGroup": events,
  "aws:secretsmanager/secretVersion:SecretVersion": "https://aws.amazon.com/secrets-manager/pricing/",
  "aws:servicediscovery/httpNamespace:HttpNamespace": "https://aws.amazon.com/cloud-map/pricing/",
  // Messages are billed, from the thousandth e-mail and the hundred thousandth request on.
  "aws:sns/topic:Topic": sns,
  "aws:sns/topicPolicy:TopicPolicy": sns,
  "aws:sns/topicSubscription:TopicSubscription": sns,
  "aws:sqs/queuePolicy:QueuePolicy": "https://aws.amazon.com/sqs/pricing/",
  "aws:ssm/parameter:Parameter": "https://aws.amazon.com/systems-manager/pricing/",
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": vpc,
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": vpc,
  "aws:wafv2/ipSet:IpSet": "https://aws.amazon.com/waf/pricing/",
  "aws:wafv2/webAclAssociation:WebAclAssociation": "https://aws.amazon.com/waf/pricing/",
  "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration": "https://aws.amazon.com/waf/pricing/",
};
