import { Duration } from "aws-cdk-lib";
import { Certificate, CertificateValidation, KeyAlgorithm } from "aws-cdk-lib/aws-certificatemanager";
import { Stats } from "aws-cdk-lib/aws-cloudwatch";
import type * as ec2 from "aws-cdk-lib/aws-ec2";
import * as elbv2 from "aws-cdk-lib/aws-elasticloadbalancingv2";
import { ARecord, HostedZone, RecordTarget } from "aws-cdk-lib/aws-route53";
import { LoadBalancerTarget } from "aws-cdk-lib/aws-route53-targets";
import { Construct } from "constructs";
import { type AlarmTopics, minutely, quiet } from "./alarms";

const securityHeaders = {
  strict_transport_security: "max-age=31536000",
  x_content_type_options: "nosniff",
  x_frame_options: "SAMEORIGIN",
};

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
      keyAlgorithm: KeyAlgorithm.EC_PRIME256V1,
    });
    const balancer = new elbv2.ApplicationLoadBalancer(this, "Alb", {
      vpc: props.vpc,
      internetFacing: true,
      dropInvalidHeaderFields: true,
      desyncMitigationMode: elbv2.DesyncMitigationMode.DEFENSIVE,
      idleTimeout: Duration.seconds(60),
    });
    const http = balancer.addRedirect();
    this.https = balancer.addListener("Https", {
      port: 443,
      certificates: [certificate],
      sslPolicy: elbv2.SslPolicy.TLS13_12_RES_PQ,
      defaultAction: elbv2.ListenerAction.fixedResponse(404, { contentType: "text/plain", messageBody: "not found" }),
    });
    for (const listener of [http, this.https]) {
      listener.setAttribute("routing.http.response.server.enabled", "false");
    }
    for (const [header, value] of Object.entries(securityHeaders)) {
      this.https.setAttribute(`routing.http.response.${header}.header_value`, value);
    }
    const target = RecordTarget.fromAlias(new LoadBalancerTarget(balancer, { evaluateTargetHealth: true }));
    for (const recordName of ["", "api"]) {
      new ARecord(this, `Record${recordName}`, { zone, recordName, target });
    }
    this.alarms(balancer, props.topics);
  }

  private alarms({ metrics }: elbv2.ApplicationLoadBalancer, topics: AlarmTopics): void {
    const sum = { statistic: Stats.SUM, period: minutely };
    const errors = metrics.httpCodeElb(elbv2.HttpCodeElb.ELB_5XX_COUNT, sum);
    topics.alarm(this, "Errors", topics.page, errors, { above: 10, periods: 3, missing: quiet });
    const rejected = metrics.rejectedConnectionCount(sum);
    topics.alarm(this, "Rejected", topics.notify, rejected, { above: 0, periods: 3, missing: quiet });
  }
}
