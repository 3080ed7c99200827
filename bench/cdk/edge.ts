import { Certificate, CertificateValidation } from "aws-cdk-lib/aws-certificatemanager";
import type * as ec2 from "aws-cdk-lib/aws-ec2";
import * as elbv2 from "aws-cdk-lib/aws-elasticloadbalancingv2";
import { ARecord, HostedZone, RecordTarget } from "aws-cdk-lib/aws-route53";
import { LoadBalancerTarget } from "aws-cdk-lib/aws-route53-targets";
import { Construct } from "constructs";
import type { AlarmTopics } from "./alarms";

/** The load balancer that all web services share, with its certificate, its redirect and its DNS record. */
export class Edge extends Construct {
  readonly https: elbv2.ApplicationListener;

  constructor(scope: Construct, id: string, props: { vpc: ec2.IVpc; domain: string; topics: AlarmTopics }) {
    super(scope, id);
    // A look-up would need credentials.
    const zone = HostedZone.fromHostedZoneAttributes(this, "Zone", {
      hostedZoneId: "Z0123456789ABCDEFGHIJ",
      zoneName: props.domain,
    });
    const certificate = new Certificate(this, "Certificate", {
      domainName: props.domain,
      subjectAlternativeNames: [`*.${props.domain}`],
      validation: CertificateValidation.fromDns(zone),
    });
    const balancer = new elbv2.ApplicationLoadBalancer(this, "Alb", { vpc: props.vpc, internetFacing: true });
    balancer.addRedirect();
    this.https = balancer.addListener("Https", {
      port: 443,
      certificates: [certificate],
      defaultAction: elbv2.ListenerAction.fixedResponse(404, { contentType: "text/plain", messageBody: "not found" }),
    });
    const target = RecordTarget.fromAlias(new LoadBalancerTarget(balancer));
    for (const recordName of ["", "api"]) {
      new ARecord(this, `Record${recordName}`, { zone, recordName, target });
    }

    props.topics.alarm(this, "Errors", balancer.metrics.httpCodeElb(elbv2.HttpCodeElb.ELB_5XX_COUNT), 10);
    props.topics.alarm(this, "Rejected", balancer.metrics.rejectedConnectionCount(), 0);
  }
}
