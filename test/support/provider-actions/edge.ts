import { type Actions, described, mine } from "./asked.ts";

/** Of the way in. */
export const edge: Actions = {
  "aws:route53/getZone:getZone": {
    source: "route53/zone_data_source.go",
    asked: [described("route53:GetHostedZone", "route53:ListHostedZones", "route53:ListTagsForResource")],
  },
  "aws:lb/listener:Listener": {
    source: "elbv2/listener.go",
    asked: [
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
  },
  "aws:lb/listenerRule:ListenerRule": {
    source: "elbv2/listener_rule.go",
    asked: [
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
  },
  "aws:lb/loadBalancer:LoadBalancer": {
    source: "elbv2/load_balancer.go",
    asked: [
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
  },
  "aws:lb/targetGroup:TargetGroup": {
    source: "elbv2/target_group.go",
    asked: [
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
  },
  // A check has no name and no tag when it is made, and IAM knows nothing of its tags.
  "aws:route53/healthCheck:HealthCheck": {
    source: "route53/health_check.go",
    asked: [
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
  },
  "aws:route53/record:Record": {
    source: "route53/record.go",
    asked: [
      { actions: ["route53:ChangeResourceRecordSets"], of: "arn:aws:route53:::hostedzone/Z0", untagged: true },
      described(
        "route53:GetHostedZone",
        "route53:ListResourceRecordSets",
        "route53:ListHostedZones",
        "route53:GetChange",
      ),
    ],
  },
  "aws:wafv2/ipSet:IpSet": {
    source: "wafv2/ip_set.go",
    asked: [
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
  },
  "aws:wafv2/webAcl:WebAcl": {
    source: "wafv2/web_acl.go",
    asked: [
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
  },
  "aws:wafv2/webAclAssociation:WebAclAssociation": {
    source: "wafv2/web_acl_association.go",
    asked: [
      {
        actions: ["wafv2:AssociateWebACL", "wafv2:DisassociateWebACL", "wafv2:GetWebACLForResource"],
        of: `${mine.replace("*", "wafv2")}regional/webacl/<prefix>-waf/0`,
      },
      described("elasticloadbalancing:SetWebACL", "elasticloadbalancing:DescribeWebACLAssociation"),
      {
        actions: [
          "elasticloadbalancing:GetLoadBalancerWebACL",
          "elasticloadbalancing:CreateWebACLAssociation",
          "elasticloadbalancing:DeleteWebACLAssociation",
        ],
        of: `${mine.replace("*", "elasticloadbalancing")}loadbalancer/app/<prefix>-edge/0`,
      },
    ],
  },
  // https://docs.aws.amazon.com/waf/latest/developerguide/logging-cw-logs.html
  "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration": {
    source: "wafv2/web_acl_logging_configuration.go",
    asked: [
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
  },
};
