import { LogGroup } from "@pulumi/aws/cloudwatch/logGroup.js";
import { LogResourcePolicy } from "@pulumi/aws/cloudwatch/logResourcePolicy.js";
import type { wafv2 } from "@pulumi/aws/types/input.js";
import { IpSet } from "@pulumi/aws/wafv2/ipSet.js";
import { WebAcl as Acl } from "@pulumi/aws/wafv2/webAcl.js";
import { WebAclAssociation } from "@pulumi/aws/wafv2/webAclAssociation.js";
import { WebAclLoggingConfiguration } from "@pulumi/aws/wafv2/webAclLoggingConfiguration.js";
import * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../lib/names.ts";

export interface WebAclArgs {
  /** `<app>-<stack>`: what physical names start with. */
  readonly prefix: string;
  readonly loadBalancerArn: pulumi.Input<string>;
  /** `count`: what would be blocked is counted and logged, and let through. `deny` blocks in either mode. */
  readonly mode: "count" | "block";
  /** Of one address. */
  readonly requestsPerFiveMinutes: number;
  /** IPv4 blocks that no other rule looks at. */
  readonly allow: readonly string[];
  /** IPv4 blocks that are always blocked, unless they are allowed too. */
  readonly deny: readonly string[];
  readonly logRetentionDays: number;
}

type Child = { parent: WebAcl };
type Rule = wafv2.WebAclRule;

/**
 * The web application firewall in front of the load balancer: AWS's rules against known attacks, a limit of requests
 * for each address, and addresses that are always let in or kept out. What a rule matched is logged, without the
 * headers and the query that may hold secrets.
 */
export class WebAcl extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;

  constructor(name: string, args: WebAclArgs, opts?: pulumi.ComponentResourceOptions) {
    super("slipway:web-acl:WebAcl", name, {}, opts);
    const child = { parent: this };

    const acl = new Acl(
      `${name}-acl`,
      {
        name: physicalName("webAcl", args.prefix, name),
        description: "In front of the load balancer",
        scope: "REGIONAL",
        defaultAction: { allow: {} },
        rules: [...listed(name, args, child), limited(args), ...managed(args.mode)],
        visibilityConfig: watched(physicalName("webAcl", args.prefix, name)),
      },
      child,
    );
    new WebAclAssociation(`${name}-on-alb`, { resourceArn: args.loadBalancerArn, webAclArn: acl.arn }, child);
    log(name, args, acl, child);

    this.arn = acl.arn;
    this.registerOutputs({ arn: this.arn });
  }
}

function watched(metricName: string): Rule["visibilityConfig"] {
  return { metricName, cloudwatchMetricsEnabled: true, sampledRequestsEnabled: true };
}

/** Addresses that are let in or kept out whatever the other rules say; those let in come first. */
function listed(name: string, args: WebAclArgs, child: Child): Rule[] {
  return (["allow", "deny"] as const).flatMap((list, at): Rule[] => {
    if (args[list].length === 0) {
      return [];
    }
    const set = new IpSet(
      `${name}-${list}`,
      {
        name: physicalName("webAcl", args.prefix, `${name}-${list}`),
        scope: "REGIONAL",
        ipAddressVersion: "IPV4",
        addresses: [...args[list]],
      },
      child,
    );
    const rule = {
      name: list,
      priority: at,
      action: list === "allow" ? { allow: {} } : { block: {} },
      statement: { ipSetReferenceStatement: { arn: set.arn } },
      visibilityConfig: watched(list),
    };
    return [rule];
  });
}

function limited({ mode, requestsPerFiveMinutes }: WebAclArgs): Rule {
  return {
    name: "rate",
    priority: 10,
    action: mode === "count" ? { count: {} } : { block: {} },
    statement: {
      rateBasedStatement: { limit: requestsPerFiveMinutes, evaluationWindowSec: 300, aggregateKeyType: "IP" },
    },
    visibilityConfig: watched("rate"),
  };
}

/**
 * Groups of rules that AWS keeps up to date, by their priority: 1,125 of the 1,500 capacity units that the price of an
 * ACL includes. Source: https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html
 */
const managedGroups = {
  20: "AWSManagedRulesAmazonIpReputationList",
  30: "AWSManagedRulesCommonRuleSet",
  40: "AWSManagedRulesKnownBadInputsRuleSet",
  50: "AWSManagedRulesSQLiRuleSet",
} as const;

/** Counted in either mode: this rule of the common set refuses every body over 8 KB, and with it every upload. */
const tooStrict = { name: "SizeRestrictions_BODY", actionToUse: { count: {} } };

function managed(mode: WebAclArgs["mode"]): Rule[] {
  return Object.entries(managedGroups).map(([priority, group]) => ({
    name: group,
    priority: Number(priority),
    overrideAction: mode === "count" ? { count: {} } : { none: {} },
    statement: {
      managedRuleGroupStatement: {
        vendorName: "AWS",
        name: group,
        ...(group === "AWSManagedRulesCommonRuleSet" && { ruleActionOverrides: [tooStrict] }),
      },
    },
    visibilityConfig: watched(group),
  }));
}

/** What no rule matched is in the access logs, if anywhere. */
function log(name: string, args: WebAclArgs, acl: Acl, child: Child): void {
  const group = new LogGroup(
    `${name}-log`,
    // WAF takes no log group whose name begins otherwise.
    { name: physicalName("wafLogGroup", `aws-waf-logs-${args.prefix}`, name), retentionInDays: args.logRetentionDays },
    child,
  );
  // Without one AWS puts the group into a policy of the whole account, which only grows and has room for few.
  const policy = new LogResourcePolicy(
    `${name}-log-policy`,
    {
      policyName: physicalName("logResourcePolicy", args.prefix, name),
      policyDocument: group.arn.apply(delivery),
    },
    child,
  );
  new WebAclLoggingConfiguration(
    `${name}-logging`,
    {
      resourceArn: acl.arn,
      logDestinationConfigs: [group.arn],
      redactedFields: [
        { singleHeader: { name: "authorization" } },
        { singleHeader: { name: "cookie" } },
        { queryString: {} },
      ],
      loggingFilter: {
        defaultBehavior: "DROP",
        filters: [
          {
            behavior: "KEEP",
            requirement: "MEETS_ANY",
            conditions: ["BLOCK", "COUNT", "EXCLUDED_AS_COUNT"].map((action) => ({ actionCondition: { action } })),
          },
        ],
      },
    },
    { ...child, dependsOn: [policy] },
  );
}

/** Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-infrastructure-CWL.html */
function delivery(logGroupArn: string): string {
  const [, , , region = "", accountId = ""] = logGroupArn.split(":");
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "Delivery",
        Effect: "Allow",
        Principal: { Service: "delivery.logs.amazonaws.com" },
        Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
        Resource: `${logGroupArn}:log-stream:*`,
        Condition: {
          StringEquals: { "aws:SourceAccount": accountId },
          ArnLike: { "aws:SourceArn": `arn:aws:logs:${region}:${accountId}:*` },
        },
      },
    ],
  });
}
