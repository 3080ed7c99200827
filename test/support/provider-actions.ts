/** What the AWS provider asks for when it makes, reads, changes, tags and deletes one resource of a type. */
export interface Asked {
  readonly actions: readonly string[];
  /** ARN of what is asked for, with `<prefix>` for the stack's; the resource's own where it is left out. */
  readonly of?: string;
  /** Not tagged as the stack's when it is asked for, or never. */
  readonly untagged?: true;
  /** Values of condition keys that it comes with. */
  readonly context?: Readonly<Record<string, string>>;
}

const mine = "arn:aws:*:eu-north-1:111111111111:";
const ec2 = (type: string) => `${mine.replace("*", "ec2")}${type}/id-0`;
const described = (...actions: readonly string[]): Asked => ({ actions, of: "*", untagged: true });
const tagging = ["ec2:CreateTags", "ec2:DeleteTags"];

/** A rule of a security group, in or out. */
function rule(way: "Ingress" | "Egress"): readonly Asked[] {
  const actions = [`ec2:AuthorizeSecurityGroup${way}`, `ec2:RevokeSecurityGroup${way}`, "ec2:ModifySecurityGroupRules"];
  return [
    { actions: [...actions, ...tagging], of: ec2("security-group") },
    described("ec2:DescribeSecurityGroupRules"),
  ];
}

const bucketOfStack = "arn:aws:s3:::<prefix>-logs";
/** What the provider looks at of every bucket that it reads. */
const bucketReads = [
  "s3:GetAccelerateConfiguration",
  "s3:GetBucketAcl",
  "s3:GetBucketCORS",
  "s3:GetBucketLogging",
  "s3:GetBucketObjectLockConfiguration",
  "s3:GetBucketPolicy",
  "s3:GetBucketRequestPayment",
  "s3:GetBucketVersioning",
  "s3:GetBucketWebsite",
  "s3:GetEncryptionConfiguration",
  "s3:GetLifecycleConfiguration",
  "s3:GetReplicationConfiguration",
];

/** Something that is set on a bucket. */
function onBucket(what: string): readonly Asked[] {
  return [{ actions: [`s3:Get${what}`, `s3:Put${what}`], of: bucketOfStack }];
}

/**
 * By type token. AWS's specification leaves out what its handlers may do, so this is written down from the calls in
 * https://github.com/hashicorp/terraform-provider-aws/tree/main/internal/service, which the Pulumi provider wraps.
 */
export const providerActions: Readonly<Record<string, readonly Asked[]>> = {
  "aws:acm/certificate:Certificate": [
    {
      actions: [
        "acm:RequestCertificate",
        "acm:DescribeCertificate",
        "acm:ListTagsForCertificate",
        "acm:AddTagsToCertificate",
        "acm:RemoveTagsFromCertificate",
        "acm:UpdateCertificateOptions",
        "acm:DeleteCertificate",
      ],
    },
  ],
  "aws:acm/certificateValidation:CertificateValidation": [described("acm:DescribeCertificate")],
  "aws:appautoscaling/policy:Policy": [
    described(
      "application-autoscaling:PutScalingPolicy",
      "application-autoscaling:DescribeScalingPolicies",
      "application-autoscaling:DeleteScalingPolicy",
      "cloudwatch:PutMetricAlarm",
      "cloudwatch:DescribeAlarms",
      "cloudwatch:DeleteAlarms",
    ),
  ],
  "aws:appautoscaling/scheduledAction:ScheduledAction": [
    described(
      "application-autoscaling:PutScheduledAction",
      "application-autoscaling:DescribeScheduledActions",
      "application-autoscaling:DeleteScheduledAction",
    ),
  ],
  "aws:appautoscaling/target:Target": [
    described(
      "application-autoscaling:RegisterScalableTarget",
      "application-autoscaling:DescribeScalableTargets",
      "application-autoscaling:DeregisterScalableTarget",
      "application-autoscaling:ListTagsForResource",
      "application-autoscaling:TagResource",
      "ecs:DescribeServices",
    ),
  ],
  "aws:backup/plan:Plan": [
    {
      actions: [
        "backup:CreateBackupPlan",
        "backup:GetBackupPlan",
        "backup:UpdateBackupPlan",
        "backup:DeleteBackupPlan",
        "backup:ListTags",
        "backup:TagResource",
        "backup:UntagResource",
      ],
    },
  ],
  "aws:backup/restoreTestingPlan:RestoreTestingPlan": [
    {
      actions: [
        "backup:CreateRestoreTestingPlan",
        "backup:GetRestoreTestingPlan",
        "backup:UpdateRestoreTestingPlan",
        "backup:DeleteRestoreTestingPlan",
        "backup:ListTags",
        "backup:TagResource",
        "backup:UntagResource",
      ],
    },
  ],
  "aws:backup/restoreTestingSelection:RestoreTestingSelection": [
    {
      actions: [
        "backup:CreateRestoreTestingSelection",
        "backup:GetRestoreTestingSelection",
        "backup:UpdateRestoreTestingSelection",
        "backup:DeleteRestoreTestingSelection",
      ],
      of: `${mine.replace("*", "backup")}restore-testing-plan:<prefix>_restore_test-0`,
    },
    {
      actions: ["iam:PassRole"],
      of: "arn:aws:iam::111111111111:role/<prefix>-restore-test-restore",
      context: { "iam:PassedToService": "backup.amazonaws.com" },
    },
  ],
  "aws:backup/selection:Selection": [
    {
      actions: ["backup:CreateBackupSelection", "backup:GetBackupSelection", "backup:DeleteBackupSelection"],
      of: `${mine.replace("*", "backup")}backup-plan:0`,
    },
    {
      actions: ["iam:PassRole"],
      of: "arn:aws:iam::111111111111:role/<prefix>-restore-test-backup",
      context: { "iam:PassedToService": "backup.amazonaws.com" },
    },
  ],
  "aws:backup/vault:Vault": [
    {
      actions: [
        "backup:CreateBackupVault",
        "backup:DescribeBackupVault",
        "backup:DeleteBackupVault",
        "backup:ListTags",
        "backup:TagResource",
        "backup:UntagResource",
        // What `forceDestroy` does.
        "backup:ListRecoveryPointsByBackupVault",
        "backup:DeleteRecoveryPoint",
      ],
    },
    // The vault is encrypted with the key of AWS Backup, which this mounts.
    described("backup-storage:MountCapsule"),
  ],
  "aws:cloudwatch/alarmMuteRule:AlarmMuteRule": [
    {
      actions: [
        "cloudwatch:PutAlarmMuteRule",
        "cloudwatch:GetAlarmMuteRule",
        "cloudwatch:ListTagsForResource",
        "cloudwatch:TagResource",
        "cloudwatch:UntagResource",
        "cloudwatch:DeleteAlarmMuteRule",
      ],
    },
    // AWS asks for it on each alarm that is muted, too.
    { actions: ["cloudwatch:PutAlarmMuteRule"], of: `${mine.replace("*", "cloudwatch")}alarm:<prefix>-api-errors` },
  ],
  "aws:cloudwatch/compositeAlarm:CompositeAlarm": [
    {
      actions: [
        "cloudwatch:PutCompositeAlarm",
        "cloudwatch:DescribeAlarms",
        "cloudwatch:ListTagsForResource",
        "cloudwatch:TagResource",
        "cloudwatch:UntagResource",
        "cloudwatch:DeleteAlarms",
      ],
    },
  ],
  "aws:budgets/budget:Budget": [
    {
      actions: [
        "budgets:ModifyBudget",
        "budgets:ViewBudget",
        "budgets:ListTagsForResource",
        "budgets:TagResource",
        "budgets:UntagResource",
      ],
    },
  ],
  "aws:chatbot/slackChannelConfiguration:SlackChannelConfiguration": [
    {
      actions: [
        "chatbot:CreateSlackChannelConfiguration",
        "chatbot:DescribeSlackChannelConfigurations",
        "chatbot:UpdateSlackChannelConfiguration",
        "chatbot:DeleteSlackChannelConfiguration",
        "chatbot:ListTagsForResource",
        "chatbot:TagResource",
        "chatbot:UntagResource",
      ],
      of: "arn:aws:chatbot::111111111111:chat-configuration/slack-channel/<prefix>-alarms-slack-T0-C0",
    },
    {
      actions: ["iam:PassRole"],
      of: "arn:aws:iam::111111111111:role/<prefix>-alarms-slack",
      context: { "iam:PassedToService": "chatbot.amazonaws.com" },
    },
  ],
  "aws:cloudwatch/dashboard:Dashboard": [
    {
      actions: ["cloudwatch:PutDashboard", "cloudwatch:GetDashboard", "cloudwatch:DeleteDashboards"],
      of: "arn:aws:cloudwatch::111111111111:dashboard/<prefix>-overview",
      untagged: true,
    },
  ],
  "aws:cloudwatch/eventRule:EventRule": [
    {
      actions: [
        "events:PutRule",
        "events:DescribeRule",
        "events:ListTagsForResource",
        "events:TagResource",
        "events:UntagResource",
        "events:DeleteRule",
      ],
    },
  ],
  "aws:cloudwatch/eventTarget:EventTarget": [
    {
      actions: ["events:PutTargets", "events:ListTargetsByRule", "events:RemoveTargets"],
      of: `${mine.replace("*", "events")}rule/<prefix>-task-events`,
    },
  ],
  "aws:cloudwatch/logGroup:LogGroup": [
    {
      actions: [
        "logs:CreateLogGroup",
        "logs:PutRetentionPolicy",
        "logs:ListTagsForResource",
        "logs:TagResource",
        "logs:UntagResource",
        "logs:DeleteLogGroup",
      ],
    },
    described("logs:DescribeLogGroups"),
  ],
  "aws:cloudwatch/logMetricFilter:LogMetricFilter": [
    {
      actions: ["logs:PutMetricFilter", "logs:DescribeMetricFilters", "logs:DeleteMetricFilter"],
      of: `${mine.replace("*", "logs")}log-group:/slipway/<prefix>/task-events`,
    },
  ],
  "aws:cloudwatch/logResourcePolicy:LogResourcePolicy": [
    described("logs:PutResourcePolicy", "logs:DescribeResourcePolicies", "logs:DeleteResourcePolicy"),
  ],
  "aws:cloudwatch/metricAlarm:MetricAlarm": [
    {
      actions: [
        "cloudwatch:PutMetricAlarm",
        "cloudwatch:DescribeAlarms",
        "cloudwatch:ListTagsForResource",
        "cloudwatch:TagResource",
        "cloudwatch:UntagResource",
        "cloudwatch:DeleteAlarms",
      ],
    },
  ],
  "aws:cloudwatch/queryDefinition:QueryDefinition": [
    described("logs:PutQueryDefinition", "logs:DescribeQueryDefinitions", "logs:DeleteQueryDefinition"),
  ],
  // It is there already, without a tag, and its rules go before it gets one.
  "aws:costexplorer/anomalyMonitor:AnomalyMonitor": [
    {
      actions: [
        "ce:CreateAnomalyMonitor",
        "ce:GetAnomalyMonitors",
        "ce:UpdateAnomalyMonitor",
        "ce:DeleteAnomalyMonitor",
        "ce:ListTagsForResource",
        "ce:TagResource",
        "ce:UntagResource",
      ],
      of: "arn:aws:ce::111111111111:anomalymonitor/0",
    },
  ],
  "aws:costexplorer/anomalySubscription:AnomalySubscription": [
    {
      actions: [
        "ce:CreateAnomalySubscription",
        "ce:GetAnomalySubscriptions",
        "ce:UpdateAnomalySubscription",
        "ce:DeleteAnomalySubscription",
        "ce:ListTagsForResource",
        "ce:TagResource",
        "ce:UntagResource",
      ],
      of: "arn:aws:ce::111111111111:anomalysubscription/0",
    },
  ],
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": [
    {
      actions: ["ec2:RevokeSecurityGroupIngress", "ec2:RevokeSecurityGroupEgress", ...tagging],
      of: ec2("security-group"),
      untagged: true,
    },
    described("ec2:DescribeSecurityGroups", "ec2:DescribeSecurityGroupRules"),
  ],
  "aws:ec2/eip:Eip": [
    {
      actions: ["ec2:AllocateAddress", "ec2:ReleaseAddress", "ec2:DisassociateAddress", ...tagging],
      of: ec2("elastic-ip"),
    },
    described("ec2:DescribeAddresses", "ec2:DescribeAddressesAttribute"),
  ],
  "aws:ec2/flowLog:FlowLog": [
    { actions: ["ec2:CreateFlowLogs", "ec2:DeleteFlowLogs", ...tagging], of: ec2("vpc-flow-log") },
    described("ec2:DescribeFlowLogs"),
  ],
  "aws:ec2/internetGateway:InternetGateway": [
    {
      actions: [
        "ec2:CreateInternetGateway",
        "ec2:AttachInternetGateway",
        "ec2:DetachInternetGateway",
        "ec2:DeleteInternetGateway",
        ...tagging,
      ],
      of: ec2("internet-gateway"),
    },
    described("ec2:DescribeInternetGateways"),
  ],
  "aws:ec2/natGateway:NatGateway": [
    { actions: ["ec2:CreateNatGateway", "ec2:DeleteNatGateway", ...tagging], of: ec2("natgateway") },
    described("ec2:DescribeNatGateways"),
  ],
  "aws:ec2/route:Route": [
    { actions: ["ec2:CreateRoute", "ec2:ReplaceRoute", "ec2:DeleteRoute"], of: ec2("route-table") },
    described("ec2:DescribeRouteTables"),
  ],
  "aws:ec2/routeTable:RouteTable": [
    { actions: ["ec2:CreateRouteTable", "ec2:DeleteRouteTable", ...tagging], of: ec2("route-table") },
    described("ec2:DescribeRouteTables"),
  ],
  "aws:ec2/routeTableAssociation:RouteTableAssociation": [
    {
      actions: ["ec2:AssociateRouteTable", "ec2:DisassociateRouteTable", "ec2:ReplaceRouteTableAssociation"],
      of: ec2("route-table"),
    },
    described("ec2:DescribeRouteTables"),
  ],
  "aws:ec2/securityGroup:SecurityGroup": [
    {
      actions: ["ec2:CreateSecurityGroup", "ec2:RevokeSecurityGroupEgress", "ec2:DeleteSecurityGroup", ...tagging],
      of: ec2("security-group"),
    },
    described("ec2:DescribeSecurityGroups", "ec2:DescribeNetworkInterfaces"),
  ],
  "aws:ec2/subnet:Subnet": [
    { actions: ["ec2:CreateSubnet", "ec2:ModifySubnetAttribute", "ec2:DeleteSubnet", ...tagging], of: ec2("subnet") },
    described("ec2:DescribeSubnets", "ec2:DescribeNetworkInterfaces"),
  ],
  "aws:ec2/vpc:Vpc": [
    { actions: ["ec2:CreateVpc", "ec2:ModifyVpcAttribute", "ec2:DeleteVpc", ...tagging], of: ec2("vpc") },
    described(
      "ec2:DescribeVpcs",
      "ec2:DescribeVpcAttribute",
      "ec2:DescribeNetworkAcls",
      "ec2:DescribeRouteTables",
      "ec2:DescribeSecurityGroups",
    ),
  ],
  "aws:ec2/vpcEndpoint:VpcEndpoint": [
    {
      actions: ["ec2:CreateVpcEndpoint", "ec2:ModifyVpcEndpoint", "ec2:DeleteVpcEndpoints", ...tagging],
      of: ec2("vpc-endpoint"),
    },
    described("ec2:DescribeVpcEndpoints", "ec2:DescribePrefixLists", "route53:AssociateVPCWithHostedZone"),
  ],
  "aws:ecr/pullThroughCacheRule:PullThroughCacheRule": [
    described(
      "ecr:CreatePullThroughCacheRule",
      "ecr:DescribePullThroughCacheRules",
      "ecr:UpdatePullThroughCacheRule",
      "ecr:DeletePullThroughCacheRule",
    ),
  ],
  "aws:ecs/cluster:Cluster": [
    {
      actions: [
        "ecs:CreateCluster",
        "ecs:DescribeClusters",
        "ecs:UpdateCluster",
        "ecs:TagResource",
        "ecs:DeleteCluster",
      ],
    },
  ],
  "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders": [
    described("ecs:PutClusterCapacityProviders", "ecs:DescribeClusters"),
  ],
  "aws:ecs/service:Service": [
    {
      actions: [
        "ecs:CreateService",
        "ecs:DescribeServices",
        "ecs:UpdateService",
        "ecs:TagResource",
        "ecs:UntagResource",
        "ecs:DeleteService",
      ],
      of: `${mine.replace("*", "ecs")}service/cluster/service`,
    },
    described("ecs:ListServiceDeployments", "ecs:DescribeServiceDeployments"),
    // What a deployment that fails is explained with.
    described("ecs:ListTasks", "ecs:DescribeTasks", "logs:GetLogEvents", "cloudwatch:DescribeAlarms"),
    described("elasticloadbalancing:DescribeTargetHealth", "elasticloadbalancing:DescribeRules"),
  ],
  "aws:ecs/taskDefinition:TaskDefinition": [
    described(
      "ecs:RegisterTaskDefinition",
      "ecs:DescribeTaskDefinition",
      "ecs:TagResource",
      "ecs:DeregisterTaskDefinition",
    ),
    // What a run of the task asks for.
    described("ecs:RunTask", "ecs:ListTasks", "ecs:DescribeTasks", "ecs:StopTask", "logs:GetLogEvents"),
  ],
  "aws:efs/accessPoint:AccessPoint": [
    {
      actions: [
        "elasticfilesystem:DescribeAccessPoints",
        "elasticfilesystem:TagResource",
        "elasticfilesystem:UntagResource",
        "elasticfilesystem:DeleteAccessPoint",
      ],
    },
    {
      actions: ["elasticfilesystem:CreateAccessPoint"],
      of: `${mine.replace("*", "elasticfilesystem")}file-system/fs-0`,
    },
  ],
  "aws:efs/backupPolicy:BackupPolicy": [
    {
      actions: ["elasticfilesystem:PutBackupPolicy", "elasticfilesystem:DescribeBackupPolicy"],
      of: `${mine.replace("*", "elasticfilesystem")}file-system/fs-0`,
    },
  ],
  "aws:efs/fileSystem:FileSystem": [
    {
      actions: [
        "elasticfilesystem:CreateFileSystem",
        "elasticfilesystem:DescribeFileSystems",
        "elasticfilesystem:DescribeLifecycleConfiguration",
        "elasticfilesystem:UpdateFileSystem",
        "elasticfilesystem:TagResource",
        "elasticfilesystem:UntagResource",
        "elasticfilesystem:DeleteFileSystem",
      ],
    },
  ],
  "aws:efs/fileSystemPolicy:FileSystemPolicy": [
    {
      actions: [
        "elasticfilesystem:PutFileSystemPolicy",
        "elasticfilesystem:DescribeFileSystemPolicy",
        "elasticfilesystem:DeleteFileSystemPolicy",
      ],
      of: `${mine.replace("*", "elasticfilesystem")}file-system/fs-0`,
    },
  ],
  "aws:efs/mountTarget:MountTarget": [
    {
      actions: [
        "elasticfilesystem:CreateMountTarget",
        "elasticfilesystem:DescribeMountTargets",
        "elasticfilesystem:DescribeMountTargetSecurityGroups",
        "elasticfilesystem:ModifyMountTargetSecurityGroups",
        "elasticfilesystem:DeleteMountTarget",
      ],
      of: `${mine.replace("*", "elasticfilesystem")}file-system/fs-0`,
    },
    { actions: ["ec2:CreateNetworkInterface", "ec2:DeleteNetworkInterface"], of: ec2("network-interface") },
    described("ec2:DescribeSubnets", "ec2:DescribeNetworkInterfaces"),
  ],
  "aws:elasticache/parameterGroup:ParameterGroup": [
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
  "aws:elasticache/replicationGroup:ReplicationGroup": [
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
  "aws:elasticache/subnetGroup:SubnetGroup": [
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
  "aws:elasticache/user:User": [
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
  "aws:elasticache/userGroup:UserGroup": [
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
  // Who may deploy is a person's decision: the role reads it, and fails on a change.
  "aws:iam/openIdConnectProvider:OpenIdConnectProvider": [{ actions: ["iam:GetOpenIDConnectProvider"] }],
  // Those of the deploy role alone, which a person brings up.
  "aws:iam/policy:Policy": [
    {
      actions: ["iam:GetPolicy", "iam:GetPolicyVersion", "iam:ListPolicyTags", "iam:ListPolicyVersions"],
      of: "arn:aws:iam::111111111111:policy/<prefix>-deploy-data",
    },
  ],
  "aws:iam/role:Role": [
    {
      actions: [
        "iam:CreateRole",
        "iam:GetRole",
        "iam:TagRole",
        "iam:UntagRole",
        "iam:UpdateRole",
        "iam:UpdateRoleDescription",
        "iam:UpdateAssumeRolePolicy",
        "iam:ListRolePolicies",
        "iam:ListAttachedRolePolicies",
        "iam:ListInstanceProfilesForRole",
        "iam:PutRolePolicy",
        "iam:GetRolePolicy",
        "iam:DeleteRolePolicy",
        "iam:DeleteRole",
      ],
    },
  ],
  "aws:iam/rolePolicy:RolePolicy": [],
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": [
    {
      actions: ["iam:AttachRolePolicy", "iam:DetachRolePolicy"],
      of: "arn:aws:iam::111111111111:role/<prefix>-0",
      untagged: true,
      context: { "iam:PolicyARN": "arn:aws:iam::aws:policy/AmazonECSInfrastructureRolePolicyForLoadBalancers" },
    },
    {
      actions: ["iam:ListAttachedRolePolicies"],
      of: "arn:aws:iam::111111111111:role/<prefix>-0",
      untagged: true,
    },
  ],
  "aws:lambda/function:Function": [
    {
      actions: [
        "lambda:CreateFunction",
        "lambda:GetFunction",
        "lambda:GetFunctionCodeSigningConfig",
        "lambda:ListVersionsByFunction",
        "lambda:UpdateFunctionCode",
        "lambda:UpdateFunctionConfiguration",
        "lambda:TagResource",
        "lambda:UntagResource",
        "lambda:DeleteFunction",
      ],
    },
    // By this a run wakes a stack that sleeps: cloud/wake.ts.
    { actions: ["lambda:InvokeFunction"] },
    // Of the subnets and groups that a function is in, and of its network interfaces when it goes.
    described(
      "ec2:DescribeNetworkInterfaces",
      "ec2:DescribeSecurityGroups",
      "ec2:DescribeSubnets",
      "ec2:DescribeVpcs",
      "ec2:ModifyNetworkInterfaceAttribute",
    ),
  ],
  "aws:lambda/permission:Permission": [
    {
      actions: ["lambda:AddPermission", "lambda:GetPolicy", "lambda:RemovePermission"],
      of: `${mine.replace("*", "lambda")}function:<prefix>-jobs-queue-depth`,
    },
  ],
  "aws:lb/listener:Listener": [
    {
      actions: [
        "elasticloadbalancing:CreateListener",
        "elasticloadbalancing:ModifyListener",
        "elasticloadbalancing:ModifyListenerAttributes",
        "elasticloadbalancing:AddTags",
        "elasticloadbalancing:DeleteListener",
      ],
    },
    described(
      "elasticloadbalancing:DescribeListeners",
      "elasticloadbalancing:DescribeListenerAttributes",
      "elasticloadbalancing:DescribeTags",
    ),
  ],
  "aws:lb/listenerRule:ListenerRule": [
    {
      actions: [
        "elasticloadbalancing:CreateRule",
        "elasticloadbalancing:ModifyRule",
        "elasticloadbalancing:SetRulePriorities",
        "elasticloadbalancing:AddTags",
        "elasticloadbalancing:DeleteRule",
      ],
    },
    described("elasticloadbalancing:DescribeRules"),
  ],
  "aws:lb/loadBalancer:LoadBalancer": [
    {
      actions: [
        "elasticloadbalancing:CreateLoadBalancer",
        "elasticloadbalancing:ModifyLoadBalancerAttributes",
        "elasticloadbalancing:SetSecurityGroups",
        "elasticloadbalancing:SetSubnets",
        "elasticloadbalancing:SetIpAddressType",
        "elasticloadbalancing:AddTags",
        "elasticloadbalancing:RemoveTags",
        "elasticloadbalancing:DeleteLoadBalancer",
      ],
    },
    described(
      "elasticloadbalancing:DescribeLoadBalancers",
      "elasticloadbalancing:DescribeLoadBalancerAttributes",
      "elasticloadbalancing:DescribeCapacityReservation",
      "ec2:DescribeNetworkInterfaces",
    ),
  ],
  "aws:lb/targetGroup:TargetGroup": [
    {
      actions: [
        "elasticloadbalancing:CreateTargetGroup",
        "elasticloadbalancing:ModifyTargetGroup",
        "elasticloadbalancing:ModifyTargetGroupAttributes",
        "elasticloadbalancing:AddTags",
        "elasticloadbalancing:DeleteTargetGroup",
      ],
    },
    described("elasticloadbalancing:DescribeTargetGroups", "elasticloadbalancing:DescribeTargetGroupAttributes"),
  ],
  "aws:rds/instance:Instance": [
    {
      actions: [
        "rds:CreateDBInstance",
        "rds:DescribeDBInstances",
        "rds:ModifyDBInstance",
        "rds:RebootDBInstance",
        "rds:ListTagsForResource",
        "rds:AddTagsToResource",
        "rds:RemoveTagsFromResource",
        "rds:DeleteDBInstance",
      ],
    },
    // What a request names beside the instance: the engine's default options have no tag of ours.
    {
      actions: ["rds:CreateDBInstance", "rds:ModifyDBInstance"],
      of: `${mine.replace("*", "rds")}og:default:postgres-17`,
      untagged: true,
    },
    { actions: ["rds:DeleteDBInstance"], of: `${mine.replace("*", "rds")}snapshot:a-final`, untagged: true },
    // A replica of it, or it as one of another.
    { actions: ["rds:CreateDBInstanceReadReplica", "rds:PromoteReadReplica"] },
    // Made from a snapshot or from another's past, which may be of any name.
    { actions: ["rds:RestoreDBInstanceFromDBSnapshot", "rds:RestoreDBInstanceToPointInTime"] },
    {
      actions: ["rds:RestoreDBInstanceFromDBSnapshot"],
      of: `${mine.replace("*", "rds")}snapshot:of-before`,
      untagged: true,
    },
    { actions: ["rds:RestoreDBInstanceToPointInTime"], of: `${mine.replace("*", "rds")}db:of-before`, untagged: true },
    // A snapshot before a migration: cloud/aws/snapshot.ts.
    { actions: ["rds:CreateDBSnapshot"] },
    {
      actions: ["rds:CreateDBSnapshot", "rds:AddTagsToResource", "rds:DescribeDBSnapshots"],
      of: `${mine.replace("*", "rds")}snapshot:<prefix>-main-before-0a1b2c3d`,
      untagged: true,
    },
    // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/blue-green-deployments-authorizing-access.html
    { actions: ["rds:CreateBlueGreenDeployment"] },
    {
      actions: [
        "rds:CreateBlueGreenDeployment",
        "rds:DescribeBlueGreenDeployments",
        "rds:SwitchoverBlueGreenDeployment",
        "rds:DeleteBlueGreenDeployment",
      ],
      of: `${mine.replace("*", "rds")}deployment:bgd-0a1b2c`,
      untagged: true,
    },
    // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-secrets-manager.html#rds-secrets-manager-permissions
    {
      actions: ["secretsmanager:CreateSecret", "secretsmanager:TagResource"],
      of: `${mine.replace("*", "secretsmanager")}secret:rds!db-0a1b-AbCdEf`,
      untagged: true,
    },
    { actions: ["kms:DescribeKey"], of: `${mine.replace("*", "kms")}key/0a1b`, untagged: true },
  ],
  "aws:rds/parameterGroup:ParameterGroup": [
    {
      actions: [
        "rds:CreateDBParameterGroup",
        "rds:DescribeDBParameterGroups",
        "rds:DescribeDBParameters",
        "rds:ModifyDBParameterGroup",
        "rds:ResetDBParameterGroup",
        "rds:ListTagsForResource",
        "rds:AddTagsToResource",
        "rds:DeleteDBParameterGroup",
      ],
    },
  ],
  "aws:rds/subnetGroup:SubnetGroup": [
    {
      actions: [
        "rds:CreateDBSubnetGroup",
        "rds:DescribeDBSubnetGroups",
        "rds:ModifyDBSubnetGroup",
        "rds:ListTagsForResource",
        "rds:AddTagsToResource",
        "rds:DeleteDBSubnetGroup",
      ],
    },
  ],
  // A check has no name and no tag when it is made, and IAM knows nothing of its tags.
  "aws:route53/healthCheck:HealthCheck": [
    described("route53:CreateHealthCheck"),
    {
      actions: [
        "route53:GetHealthCheck",
        "route53:UpdateHealthCheck",
        "route53:DeleteHealthCheck",
        "route53:ListTagsForResource",
        "route53:ChangeTagsForResource",
      ],
      of: "arn:aws:route53:::healthcheck/0a1b",
      untagged: true,
    },
  ],
  "aws:route53/record:Record": [
    { actions: ["route53:ChangeResourceRecordSets"], of: "arn:aws:route53:::hostedzone/Z0", untagged: true },
    described(
      "route53:GetHostedZone",
      "route53:ListResourceRecordSets",
      "route53:ListHostedZones",
      "route53:GetChange",
    ),
  ],
  "aws:s3/bucket:Bucket": [
    {
      actions: [
        "s3:CreateBucket",
        "s3:ListBucket",
        "s3:PutBucketTagging",
        "s3:GetBucketTagging",
        "s3:TagResource",
        "s3:UntagResource",
        "s3:ListTagsForResource",
        "s3:GetBucketLocation",
        "s3:DeleteBucket",
        ...bucketReads,
      ],
    },
    // What `forceDestroy` does.
    { actions: ["s3:ListBucketVersions", "s3:DeleteObject", "s3:DeleteObjectVersion"], of: bucketOfStack },
  ],
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": onBucket("LifecycleConfiguration"),
  "aws:s3/bucketOwnershipControls:BucketOwnershipControls": onBucket("BucketOwnershipControls"),
  "aws:s3/bucketPolicy:BucketPolicy": [
    ...onBucket("BucketPolicy"),
    { actions: ["s3:DeleteBucketPolicy"], of: bucketOfStack },
  ],
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": onBucket("BucketPublicAccessBlock"),
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration":
    onBucket("EncryptionConfiguration"),
  "aws:s3/bucketVersioning:BucketVersioning": onBucket("BucketVersioning"),
  "aws:scheduler/schedule:Schedule": [
    {
      actions: [
        "scheduler:CreateSchedule",
        "scheduler:GetSchedule",
        "scheduler:UpdateSchedule",
        "scheduler:DeleteSchedule",
      ],
    },
  ],
  "aws:scheduler/scheduleGroup:ScheduleGroup": [
    {
      actions: [
        "scheduler:CreateScheduleGroup",
        "scheduler:GetScheduleGroup",
        "scheduler:ListTagsForResource",
        "scheduler:TagResource",
        "scheduler:UntagResource",
        "scheduler:DeleteScheduleGroup",
      ],
    },
  ],
  "aws:secretsmanager/secret:Secret": [
    {
      actions: [
        "secretsmanager:CreateSecret",
        "secretsmanager:DescribeSecret",
        "secretsmanager:GetResourcePolicy",
        "secretsmanager:UpdateSecret",
        "secretsmanager:TagResource",
        "secretsmanager:UntagResource",
        "secretsmanager:DeleteSecret",
      ],
    },
  ],
  "aws:secretsmanager/secretVersion:SecretVersion": [
    {
      actions: [
        "secretsmanager:PutSecretValue",
        "secretsmanager:GetSecretValue",
        "secretsmanager:ListSecretVersionIds",
        "secretsmanager:UpdateSecretVersionStage",
      ],
    },
  ],
  "aws:servicediscovery/httpNamespace:HttpNamespace": [
    {
      actions: [
        "servicediscovery:GetNamespace",
        "servicediscovery:ListTagsForResource",
        "servicediscovery:TagResource",
        "servicediscovery:UntagResource",
        "servicediscovery:DeleteNamespace",
      ],
    },
    described("servicediscovery:CreateHttpNamespace", "servicediscovery:GetOperation"),
  ],
  "aws:sns/topic:Topic": [
    {
      actions: [
        "sns:CreateTopic",
        "sns:GetTopicAttributes",
        "sns:SetTopicAttributes",
        "sns:ListTagsForResource",
        "sns:TagResource",
        "sns:UntagResource",
        "sns:DeleteTopic",
      ],
    },
  ],
  "aws:sns/topicPolicy:TopicPolicy": [],
  "aws:sns/topicSubscription:TopicSubscription": [
    { actions: ["sns:Subscribe"] },
    described("sns:GetSubscriptionAttributes", "sns:SetSubscriptionAttributes", "sns:Unsubscribe"),
  ],
  "aws:sqs/queue:Queue": [
    {
      actions: [
        "sqs:CreateQueue",
        "sqs:GetQueueAttributes",
        "sqs:SetQueueAttributes",
        "sqs:GetQueueUrl",
        "sqs:ListQueueTags",
        "sqs:TagQueue",
        "sqs:UntagQueue",
        "sqs:DeleteQueue",
      ],
    },
  ],
  "aws:sqs/queuePolicy:QueuePolicy": [
    {
      actions: ["sqs:GetQueueAttributes", "sqs:SetQueueAttributes"],
      of: `${mine.replace("*", "sqs")}<prefix>-orders`,
    },
  ],
  "aws:ssm/parameter:Parameter": [
    {
      actions: [
        "ssm:PutParameter",
        "ssm:GetParameter",
        "ssm:GetParameters",
        "ssm:ListTagsForResource",
        "ssm:AddTagsToResource",
        "ssm:RemoveTagsFromResource",
        "ssm:DeleteParameter",
      ],
    },
    described("ssm:DescribeParameters"),
  ],
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": rule("Egress"),
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": rule("Ingress"),
  "aws:wafv2/ipSet:IpSet": [
    {
      actions: [
        "wafv2:CreateIPSet",
        "wafv2:GetIPSet",
        "wafv2:UpdateIPSet",
        "wafv2:ListTagsForResource",
        "wafv2:TagResource",
        "wafv2:UntagResource",
        "wafv2:DeleteIPSet",
      ],
    },
  ],
  "aws:wafv2/webAcl:WebAcl": [
    {
      actions: [
        "wafv2:CreateWebACL",
        "wafv2:GetWebACL",
        "wafv2:UpdateWebACL",
        "wafv2:ListTagsForResource",
        "wafv2:TagResource",
        "wafv2:UntagResource",
        "wafv2:DeleteWebACL",
      ],
    },
    // CreateWebACL and UpdateWebACL ask for what the rules name too: AWS's groups are nobody's.
    {
      actions: ["wafv2:CreateWebACL", "wafv2:UpdateWebACL"],
      of: `${mine.replace("*", "wafv2")}regional/managedruleset/AWSManagedRulesCommonRuleSet/*`,
      untagged: true,
    },
  ],
  "aws:wafv2/webAclAssociation:WebAclAssociation": [
    {
      actions: ["wafv2:AssociateWebACL", "wafv2:DisassociateWebACL", "wafv2:GetWebACLForResource"],
      of: `${mine.replace("*", "wafv2")}regional/webacl/<prefix>-waf/0`,
    },
    {
      actions: [
        "elasticloadbalancing:SetWebACL",
        "elasticloadbalancing:DescribeWebACLAssociation",
        "elasticloadbalancing:AssociateWebACL",
        "elasticloadbalancing:DisassociateWebACL",
      ],
      of: `${mine.replace("*", "elasticloadbalancing")}loadbalancer/app/<prefix>-edge/0`,
    },
  ],
  // https://docs.aws.amazon.com/waf/latest/developerguide/logging-cw-logs.html
  "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration": [
    {
      actions: ["wafv2:PutLoggingConfiguration", "wafv2:GetLoggingConfiguration", "wafv2:DeleteLoggingConfiguration"],
      of: `${mine.replace("*", "wafv2")}regional/webacl/<prefix>-waf/0`,
    },
    described(
      "logs:CreateLogDelivery",
      "logs:DeleteLogDelivery",
      "logs:PutResourcePolicy",
      "logs:DescribeResourcePolicies",
      "logs:DescribeLogGroups",
    ),
    {
      actions: ["iam:CreateServiceLinkedRole"],
      of: "arn:aws:iam::111111111111:role/aws-service-role/wafv2.amazonaws.com/AWSServiceRoleForWAFV2Logging",
      untagged: true,
    },
  ],
};
