import { Duration } from "aws-cdk-lib";
import { Certificate, CertificateValidation, KeyAlgorithm } from "aws-cdk-lib/aws-certificatemanager";
import { type Alarm, type IAlarm, Stats } from "aws-cdk-lib/aws-cloudwatch";
import type * as ec2 from "aws-cdk-lib/aws-ec2";
import * as elbv2 from "aws-cdk-lib/aws-elasticloadbalancingv2";
import { ARecord, HostedZone, RecordTarget } from "aws-cdk-lib/aws-route53";
import { LoadBalancerTarget } from "aws-cdk-lib/aws-route53-targets";
import { Construct } from "constructs";
import { type AlarmTopics, minutely, quiet, silentAlarm } from "./alarms";

const securityHeaders = {
  strict_transport_security: "max-age=31536000",
  x_content_type_options: "nosniff",
  x_frame_options: "SAMEORIGIN",
};

/** The load balancer that all web services share, with its certificate, its redirect and its DNS record. */
export class Edge extends Construct {
  readonly https: elbv2.ApplicationListener;
  readonly balancer: elbv2.ApplicationLoadBalancer;

  private readonly errors: Alarm;
  private readonly topics: AlarmTopics;

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
    this.balancer = balancer;
    this.topics = props.topics;
    const sum = { statistic: Stats.SUM, period: minutely };
    const own = balancer.metrics.httpCodeElb(elbv2.HttpCodeElb.ELB_5XX_COUNT, sum);
    this.errors = silentAlarm(this, "Errors", own, { above: 10, periods: 6, missing: quiet });
    const rejected = balancer.metrics.rejectedConnectionCount(sum);
    this.topics.alarm(this, "Rejected", this.topics.notify, rejected, { above: 0, periods: 3, missing: quiet });
    const days = certificate.metricDaysToExpiry({ statistic: Stats.MINIMUM });
    this.topics.alarm(this, "Expiry", this.topics.notify, days, { below: 45, periods: 1 });
  }

  /** Pages for the load balancer's own errors, unless one of the services pages already. */
  watch(services: readonly IAlarm[]): void {
    this.topics.broken(this, [this.errors], services);
  }
}
