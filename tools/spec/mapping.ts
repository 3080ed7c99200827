/** Where a published property went: to an input of the provider, or nowhere. */
export interface Mapped {
  /** The provider's name; a dot leads into an object. Null: the provider has no such input. */
  readonly input: string | null;
  readonly because: string;
}

type Lines = Readonly<Record<string, Mapped>>;

function to(input: string, because: string): Mapped {
  return { input, because };
}

function nowhere(because: string): Mapped {
  return { input: null, because };
}

/** The provider's word for the same thing. */
const renamed = (input: string) => to(input, "the provider's own word for it, by the argument reference");
const nested = (input: string) => to(input, "the provider nests it, by the argument reference");
const document = (input: string) => to(input, "the provider leaves `Document` out");

const ruleOf = (end: "Source" | "Destination"): Lines => ({
  GroupId: renamed("securityGroupId"),
  CidrIp: renamed("cidrIpv4"),
  [`${end}PrefixListId`]: renamed("prefixListId"),
  [`${end}SecurityGroupId`]: renamed("referencedSecurityGroupId"),
});

/**
 * Names that `match.ts` cannot pair or pairs wrongly, by type and published property. Each published property that
 * replaces and has no partner needs a line here: the test names it.
 */
export const mapping: Readonly<Record<string, Lines>> = {
  "aws:acm/certificate:Certificate": {
    DomainValidationOptions: renamed("validationOptions"),
    CertificateTransparencyLoggingPreference: nested("options.certificateTransparencyLoggingPreference"),
    CertificateExport: nested("options.export"),
  },
  "aws:appautoscaling/policy:Policy": {
    PolicyName: renamed("name"),
    ScalingTargetId: nowhere("the provider takes the three parts of the target, and each of them replaces"),
  },
  "aws:backup/selection:Selection": {
    BackupSelection: nowhere("the provider takes the parts of the selection, and each of them replaces"),
  },
  "aws:backup/vault:Vault": { EncryptionKeyArn: renamed("kmsKeyArn") },
  "aws:budgets/budget:Budget": { NotificationsWithSubscribers: renamed("notifications") },
  "aws:chatbot/slackChannelConfiguration:SlackChannelConfiguration": { SlackWorkspaceId: renamed("slackTeamId") },
  "aws:cloudwatch/logMetricFilter:LogMetricFilter": {
    FilterName: renamed("name"),
    FilterPattern: renamed("pattern"),
  },
  "aws:cloudwatch/metricAlarm:MetricAlarm": { Metrics: renamed("metricQueries") },
  "aws:costexplorer/anomalyMonitor:AnomalyMonitor": {
    MonitorName: renamed("name"),
    ResourceTags: renamed("tags"),
  },
  "aws:costexplorer/anomalySubscription:AnomalySubscription": {
    SubscriptionName: renamed("name"),
    ResourceTags: renamed("tags"),
  },
  "aws:ec2/eip:Eip": {
    TransferAddress: nowhere("the provider cannot accept an address that another account hands over"),
  },
  "aws:ec2/flowLog:FlowLog": {
    ResourceId: nowhere("the provider has an input for each kind of resource: provider-differences.ts"),
    ResourceType: nowhere("the provider has an input for each kind of resource: provider-differences.ts"),
    LogGroupName: nowhere("the provider takes the log group's ARN as logDestination"),
    DeliverLogsPermissionArn: renamed("iamRoleArn"),
  },
  "aws:ec2/natGateway:NatGateway": { PrivateIpAddress: renamed("privateIp") },
  "aws:ec2/route:Route": { EgressOnlyInternetGatewayId: renamed("egressOnlyGatewayId") },
  "aws:ec2/securityGroup:SecurityGroup": {
    GroupName: renamed("name"),
    GroupDescription: renamed("description"),
  },
  "aws:ec2/vpc:Vpc": {
    VpcEncryptionControl: nowhere("the provider has a resource of its own for it, ec2.VpcEncryptionControl"),
  },
  "aws:ec2/vpcEndpoint:VpcEndpoint": { PolicyDocument: document("policy") },
  "aws:ecr/pullThroughCacheRule:PullThroughCacheRule": {
    UpstreamRegistry: nowhere("the provider takes the registry by its URL alone, upstreamRegistryUrl"),
  },
  "aws:ecs/service:Service": {
    Role: renamed("iamRole"),
    PlacementStrategies: renamed("orderedPlacementStrategies"),
  },
  "aws:ecs/taskDefinition:TaskDefinition": {
    InferenceAccelerators: nowhere("the provider dropped it when Elastic Inference ended"),
  },
  "aws:efs/accessPoint:AccessPoint": {
    ClientToken: nowhere("the provider makes it up, so that a request that is repeated makes one access point"),
  },
  "aws:elasticache/parameterGroup:ParameterGroup": {
    CacheParameterGroupFamily: renamed("family"),
    Properties: renamed("parameters"),
  },
  "aws:elasticache/replicationGroup:ReplicationGroup": {
    CacheNodeType: renamed("nodeType"),
    CacheParameterGroupName: renamed("parameterGroupName"),
    CacheSecurityGroupNames: renamed("securityGroupNames"),
    CacheSubnetGroupName: renamed("subnetGroupName"),
    PreferredMaintenanceWindow: renamed("maintenanceWindow"),
  },
  "aws:elasticache/subnetGroup:SubnetGroup": { CacheSubnetGroupName: renamed("name") },
  "aws:iam/role:Role": { AssumeRolePolicyDocument: document("assumeRolePolicy") },
  "aws:iam/rolePolicy:RolePolicy": {
    PolicyName: renamed("name"),
    RoleName: renamed("role"),
    PolicyDocument: document("policy"),
  },
  "aws:kms/key:Key": {
    KeySpec: renamed("customerMasterKeySpec"),
    PendingWindowInDays: renamed("deletionWindowInDays"),
    Enabled: renamed("isEnabled"),
  },
  "aws:lb/loadBalancer:LoadBalancer": {
    Type: renamed("loadBalancerType"),
    Scheme: to("internal", "the scheme is `internal` or `internet-facing`, the provider's input is a boolean"),
    Ipv4IpamPoolId: nested("ipamPools.ipv4IpamPoolId"),
  },
  "aws:lb/targetGroup:TargetGroup": {
    HealthCheckEnabled: nested("healthCheck.enabled"),
    HealthCheckIntervalSeconds: nested("healthCheck.interval"),
    HealthCheckPath: nested("healthCheck.path"),
    HealthCheckPort: nested("healthCheck.port"),
    HealthCheckProtocol: nested("healthCheck.protocol"),
    HealthCheckTimeoutSeconds: nested("healthCheck.timeout"),
    HealthyThresholdCount: nested("healthCheck.healthyThreshold"),
    UnhealthyThresholdCount: nested("healthCheck.unhealthyThreshold"),
    Matcher: nested("healthCheck.matcher"),
  },
  "aws:lambda/function:Function": {
    FunctionScalingConfig: nowhere("for managed instances alone: the provider has no such input"),
    PublishToLatestPublished: nowhere("for managed instances alone: the provider has publishTo"),
    RecursiveLoop: nowhere("the provider has lambda.FunctionRecursionConfig"),
    RuntimeManagementConfig: nowhere("the provider has lambda.RuntimeManagementConfig"),
  },
  "aws:rds/instance:Instance": {
    MasterUsername: renamed("username"),
    MasterUserPassword: renamed("password"),
    PreferredBackupWindow: renamed("backupWindow"),
    PreferredMaintenanceWindow: renamed("maintenanceWindow"),
    CACertificateIdentifier: renamed("caCertIdentifier"),
    EnablePerformanceInsights: renamed("performanceInsightsEnabled"),
    EnableIAMDatabaseAuthentication: renamed("iamDatabaseAuthenticationEnabled"),
    EnableCloudwatchLogsExports: renamed("enabledCloudwatchLogsExports"),
    SourceDBInstanceIdentifier: renamed("replicateSourceDb"),
    RestoreTime: nested("restoreToPointInTime.restoreTime"),
    UseLatestRestorableTime: nested("restoreToPointInTime.useLatestRestorableTime"),
    SourceDbiResourceId: nested("restoreToPointInTime.sourceDbiResourceId"),
    SourceDBInstanceAutomatedBackupsArn: nested("restoreToPointInTime.sourceDbInstanceAutomatedBackupsArn"),
    DBClusterIdentifier: nowhere("an instance of a cluster is rds.ClusterInstance"),
    SourceDBClusterIdentifier: nowhere("a replica of a cluster is rds.ClusterInstance"),
    DBClusterSnapshotIdentifier: nowhere("the provider restores a cluster's snapshot into rds.Cluster"),
    SourceRegion: nowhere("the provider reads it from the ARN in replicateSourceDb"),
    DBSystemId: nowhere("Oracle's system id: the provider has no such input"),
  },
  "aws:route53/record:Record": {
    HostedZoneId: renamed("zoneId"),
    HostedZoneName: nowhere("the provider finds a zone by its id alone"),
    AliasTarget: renamed("aliases"),
    ResourceRecords: renamed("records"),
  },
  "aws:s3/bucket:Bucket": { BucketNamePrefix: renamed("bucketPrefix") },
  "aws:s3/bucketPolicy:BucketPolicy": { PolicyDocument: document("policy") },
  "aws:sns/topicPolicy:TopicPolicy": { PolicyDocument: document("policy"), Topics: renamed("arn") },
  "aws:sqs/queue:Queue": {
    MaximumMessageSize: renamed("maxMessageSize"),
    MessageRetentionPeriod: renamed("messageRetentionSeconds"),
    ReceiveMessageWaitTimeSeconds: renamed("receiveWaitTimeSeconds"),
    VisibilityTimeout: renamed("visibilityTimeoutSeconds"),
  },
  "aws:sqs/queuePolicy:QueuePolicy": { PolicyDocument: document("policy"), Queues: renamed("queueUrl") },
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": ruleOf("Destination"),
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": {
    ...ruleOf("Source"),
    GroupName: nowhere("names of groups were EC2-Classic's"),
    SourceSecurityGroupName: nowhere("names of groups were EC2-Classic's"),
    SourceSecurityGroupOwnerId: nowhere("the provider writes it in front of referencedSecurityGroupId"),
  },
};
