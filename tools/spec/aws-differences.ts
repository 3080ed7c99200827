import type { Difference } from "./provider-differences.ts";

/** A file of the provider, and what it says there. */
const aws = (file: string, says = "ForceNew") => `terraform-provider-aws internal/service/${file}: ${says}`;

const securityGroupRule = (file: string): readonly Difference[] => [
  {
    updates: ["fromPort", "ipProtocol", "toPort"],
    mayReplace: ["cidrIpv4", "cidrIpv6", "prefixListId", "referencedSecurityGroupId"],
    source: aws(`ec2/${file}`, "ModifySecurityGroupRules in place, but another kind of peer replaces"),
  },
];

const partOfBucket = (file: string, ...replaces: string[]): readonly Difference[] => [
  { replaces: ["bucket", ...replaces], source: aws(`s3/${file}`) },
];

/** What pulumi-aws inherits from terraform-provider-aws, by type; a later line overrules an earlier one. */
export const awsDifferences: Readonly<Record<string, readonly Difference[]>> = {
  "aws:acm/certificateValidation:CertificateValidation": [
    { replaces: ["certificateArn", "validationRecordFqdns"], source: aws("acm/certificate_validation.go") },
  ],
  "aws:appautoscaling/scheduledAction:ScheduledAction": [
    {
      replaces: ["name", "resourceId", "scalableDimension", "serviceNamespace"],
      source: aws("appautoscaling/scheduled_action.go"),
    },
  ],
  "aws:budgets/budget:Budget": [
    { updates: ["notifications"], source: aws("budgets/budget.go", "notifications are made and deleted one by one") },
    { replaces: ["accountId", "name"], source: aws("budgets/budget.go") },
  ],
  "aws:cloudwatch/eventTarget:EventTarget": [
    { replaces: ["eventBusName", "rule", "targetId"], source: aws("events/target.go") },
  ],
  "aws:cloudwatch/logGroup:LogGroup": [{ replaces: ["logGroupClass"], source: aws("logs/group.go") }],
  "aws:costexplorer/anomalyMonitor:AnomalyMonitor": [
    { updates: ["tags"], source: aws("ce/anomaly_monitor.go", "transparent tagging") },
  ],
  "aws:costexplorer/anomalySubscription:AnomalySubscription": [
    { updates: ["tags"], source: aws("ce/anomaly_subscription.go", "transparent tagging") },
    { replaces: ["accountId", "name"], source: aws("ce/anomaly_subscription.go") },
  ],
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": [
    { replaces: ["vpcId"], source: aws("ec2/vpc_default_security_group.go") },
  ],
  "aws:ec2/eip:Eip": [{ replaces: ["publicIpv4Pool"], source: aws("ec2/ec2_eip.go") }],
  "aws:ec2/flowLog:FlowLog": [
    {
      replaces: [
        "eniId",
        "regionalNatGatewayId",
        "subnetId",
        "transitGatewayAttachmentId",
        "transitGatewayId",
        "vpcId",
      ],
      source: "AWS::EC2::FlowLog: ResourceId replaces, and these are the provider's inputs for it",
    },
  ],
  "aws:ec2/routeTableAssociation:RouteTableAssociation": [
    {
      replaces: ["gatewayId"],
      updates: ["routeTableId"],
      source: aws("ec2/vpc_route_table_association.go", "ReplaceRouteTableAssociation moves it in place"),
    },
  ],
  "aws:ecr/pullThroughCacheRule:PullThroughCacheRule": [
    {
      updates: ["credentialArn", "customRoleArn"],
      source: aws("ecr/pull_through_cache_rule.go", "UpdatePullThroughCacheRule changes them in place"),
    },
  ],
  "aws:ecs/service:Service": [
    {
      mayReplace: ["capacityProviderStrategies"],
      source: aws("ecs/service.go", "from none to some and back replaces; later versions ask for forceNewDeployment"),
    },
  ],
  "aws:backup/selection:Selection": [
    {
      replaces: ["conditions", "iamRoleArn", "name", "notResources", "resources", "selectionTags"],
      source: aws("backup/selection.go"),
    },
  ],
  "aws:efs/backupPolicy:BackupPolicy": [{ replaces: ["fileSystemId"], source: aws("efs/backup_policy.go") }],
  "aws:efs/fileSystem:FileSystem": [{ replaces: ["creationToken"], source: aws("efs/file_system.go") }],
  "aws:efs/fileSystemPolicy:FileSystemPolicy": [
    { replaces: ["fileSystemId"], source: aws("efs/file_system_policy.go") },
  ],
  "aws:elasticache/parameterGroup:ParameterGroup": [
    { replaces: ["description", "name"], source: aws("elasticache/parameter_group.go") },
  ],
  "aws:elasticache/replicationGroup:ReplicationGroup": [
    { replaces: ["securityGroupNames"], source: aws("elasticache/replication_group.go") },
    {
      updates: ["authToken", "numNodeGroups", "preferredCacheClusterAzs", "replicasPerNodeGroup"],
      source: aws("elasticache/replication_group.go", "no ForceNew, the update scales in place"),
    },
    {
      mayReplace: ["engine", "engineVersion", "transitEncryptionEnabled"],
      updates: [
        "nodeGroupConfigurations.nodeGroupId",
        "nodeGroupConfigurations.primaryAvailabilityZone",
        "nodeGroupConfigurations.replicaAvailabilityZones",
        "nodeGroupConfigurations.replicaCount",
        "nodeGroupConfigurations.slots",
      ],
      source: aws(
        "elasticache/replication_group.go",
        "ForceNewIf: from Valkey to Redis, a lower version, other node groups, encryption in transit before Redis 7.0.5",
      ),
    },
  ],
  "aws:elasticache/user:User": [{ updates: ["engine"], source: aws("elasticache/user.go", "ModifyUser takes it") }],
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": [
    { replaces: ["policyArn", "role"], source: aws("iam/role_policy_attachment.go") },
  ],
  "aws:kms/key:Key": [
    {
      replaces: ["customKeyStoreId", "customerMasterKeySpec", "keyUsage", "multiRegion", "xksKeyId"],
      source: aws("kms/key.go"),
    },
  ],
  "aws:lambda/permission:Permission": [
    { replaces: ["qualifier", "statementId", "statementIdPrefix"], source: aws("lambda/permission.go") },
  ],
  "aws:lb/loadBalancer:LoadBalancer": [
    { replaces: ["customerOwnedIpv4Pool"], source: aws("elbv2/load_balancer.go") },
    {
      mayReplace: ["securityGroups", "subnetMappings", "subnets"],
      source: aws(
        "elbv2/load_balancer.go",
        "customizeDiffLoadBalancerALB and NLB: mappings changed, NLB subnets removed",
      ),
    },
  ],
  "aws:rds/instance:Instance": [
    {
      updates: ["identifier"],
      source: aws("rds/instance.go", "a rename in place since version 5 (NewDBInstanceIdentifier)"),
    },
    {
      updates: [
        "autoMinorVersionUpgrade",
        "backupRetentionPeriod",
        "dbSubnetGroupName",
        "maintenanceWindow",
        "multiAz",
        "parameterGroupName",
        "performanceInsightsKmsKeyId",
        "port",
        "storageType",
      ],
      source: aws("rds/instance.go", "no ForceNew, ModifyDBInstance takes them"),
    },
    {
      replaces: ["availabilityZone", "engine", "restoreToPointInTime", "snapshotIdentifier"],
      updates: [
        "restoreToPointInTime.restoreTime",
        "restoreToPointInTime.sourceDbInstanceAutomatedBackupsArn",
        "restoreToPointInTime.sourceDbiResourceId",
        "restoreToPointInTime.useLatestRestorableTime",
      ],
      source: aws("rds/instance.go", "ForceNew, on the block around the four"),
    },
    {
      replaces: [
        "s3Import.bucketName",
        "s3Import.bucketPrefix",
        "s3Import.ingestionRole",
        "s3Import.sourceEngine",
        "s3Import.sourceEngineVersion",
      ],
      source: aws("rds/instance.go"),
    },
  ],
  "aws:route53/healthCheck:HealthCheck": [
    {
      replaces: ["measureLatency", "referenceName", "requestInterval", "routingControlArn", "type"],
      source: aws("route53/health_check.go"),
    },
  ],
  "aws:s3/bucketAcl:BucketAcl": partOfBucket("bucket_acl.go", "expectedBucketOwner"),
  "aws:s3/bucketCorsConfiguration:BucketCorsConfiguration": partOfBucket(
    "bucket_cors_configuration.go",
    "expectedBucketOwner",
  ),
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": partOfBucket(
    "bucket_lifecycle_configuration.go",
    "expectedBucketOwner",
  ),
  "aws:s3/bucketLogging:BucketLogging": partOfBucket("bucket_logging.go", "expectedBucketOwner"),
  "aws:s3/bucketNotification:BucketNotification": partOfBucket("bucket_notification.go"),
  "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration": partOfBucket(
    "bucket_object_lock_configuration.go",
    "expectedBucketOwner",
    "objectLockEnabled",
  ),
  "aws:s3/bucketOwnershipControls:BucketOwnershipControls": partOfBucket("bucket_ownership_controls.go"),
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": partOfBucket("bucket_public_access_block.go"),
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": partOfBucket(
    "bucket_server_side_encryption_configuration.go",
    "expectedBucketOwner",
  ),
  "aws:s3/bucketVersioning:BucketVersioning": partOfBucket("bucket_versioning.go", "expectedBucketOwner"),
  "aws:scheduler/schedule:Schedule": [{ replaces: ["groupName"], source: aws("scheduler/schedule.go") }],
  "aws:secretsmanager/secretVersion:SecretVersion": [
    {
      replaces: ["secretBinary", "secretId", "secretString", "secretStringWoVersion"],
      source: aws("secretsmanager/secret_version.go"),
    },
  ],
  "aws:sns/topicPolicy:TopicPolicy": [{ replaces: ["arn"], source: aws("sns/topic_policy.go") }],
  "aws:sqs/queuePolicy:QueuePolicy": [
    { replaces: ["queueUrl"], source: aws("sqs/queue_policy.go and attribute_policy.go") },
  ],
  "aws:ssm/parameter:Parameter": [
    {
      replaces: ["dataType"],
      allowed: { dataType: ["aws:ec2:image", "aws:ssm:integration", "text"] },
      source: aws("ssm/parameter.go"),
    },
    {
      allowed: { type: ["SecureString", "String", "StringList"] },
      source: aws("ssm/parameter.go", "CloudFormation cannot write secure strings, the provider can"),
    },
    { mayReplace: ["tier"], source: aws("ssm/parameter.go", "ForceNewIfChange from Advanced to Standard") },
  ],
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": securityGroupRule("vpc_security_group_egress_rule.go"),
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": securityGroupRule("vpc_security_group_ingress_rule.go"),
  "aws:wafv2/ipSet:IpSet": [{ replaces: ["ipAddressVersion"], source: aws("wafv2/ip_set.go") }],
  "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration": [
    { replaces: ["logDestinationConfigs"], source: aws("wafv2/web_acl_logging_configuration.go") },
  ],
};
