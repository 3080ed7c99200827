import { Duration } from "aws-cdk-lib";
import * as ec2 from "aws-cdk-lib/aws-ec2";
import * as ecs from "aws-cdk-lib/aws-ecs";
import * as elbv2 from "aws-cdk-lib/aws-elasticloadbalancingv2";
import type * as rds from "aws-cdk-lib/aws-rds";
import { Secret } from "aws-cdk-lib/aws-secretsmanager";
import { Construct } from "constructs";
import type { AlarmTopics } from "./alarms";
import type { Edge } from "./edge";
import type { Cache } from "./stores";
import { type TaskProps, taskDefinition } from "./task";

interface ServicesProps {
  readonly cluster: ecs.ICluster;
  readonly edge: Edge;
  readonly database: rds.DatabaseInstance;
  readonly cache: Cache;
  readonly topics: AlarmTopics;
}

/** The web API, the web frontend and the worker. */
export class Services extends Construct {
  readonly workerImage = image("worker");

  constructor(
    scope: Construct,
    id: string,
    private readonly props: ServicesProps,
  ) {
    super(scope, id);
    const { database, cache } = props;
    const SECRET_KEY = new Secret(this, "SecretKey", {
      generateSecretString: { passwordLength: 48, excludePunctuation: true },
    });

    const api = this.service("api", {
      image: image("api"),
      port: 8000,
      database,
      secrets: { SECRET_KEY, ...cacheLogin(cache, "api") },
    });
    const apiHost = elbv2.ListenerCondition.hostHeaders(["api.staging.harbour.example.com"]);
    const targets = this.route("api", api, { port: 8000, health: "/api/health", priority: 10, condition: apiHost });
    props.edge.https.addTargetGroups("api-path", {
      targetGroups: [targets],
      priority: 20,
      conditions: [elbv2.ListenerCondition.pathPatterns(["/api/*"])],
    });
    const web = this.service("web", { image: image("web"), port: 8080 });
    const everything = elbv2.ListenerCondition.pathPatterns(["/*"]);
    this.route("web", web, { port: 8080, health: "/healthz", priority: 30, condition: everything });
    const worker = this.service("worker", {
      image: this.workerImage,
      command: ["python", "-m", "harbour.worker"],
      database,
      secrets: { SECRET_KEY, ...cacheLogin(cache, "worker") },
    });
    for (const client of [api, worker]) {
      database.connections.allowFrom(client, ec2.Port.tcp(5432));
      cache.firewall.connections.allowFrom(client, ec2.Port.tcp(6379));
    }
  }

  private service(name: string, props: TaskProps): ecs.FargateService {
    const { cluster, topics } = this.props;
    const service = new ecs.FargateService(this, name, {
      cluster,
      taskDefinition: taskDefinition(this, `${name}-task`, props),
      desiredCount: 1,
      minHealthyPercent: 100,
      circuitBreaker: { rollback: true },
    });
    service.autoScaleTaskCount({ minCapacity: 1, maxCapacity: 2 }).scaleOnCpuUtilization("Cpu", {
      targetUtilizationPercent: 70,
      scaleInCooldown: Duration.minutes(5),
    });
    topics.alarm(service, "Memory", service.metricMemoryUtilization(), 90);
    return service;
  }

  private route(
    name: string,
    service: ecs.FargateService,
    rule: { port: number; health: string; priority: number; condition: elbv2.ListenerCondition },
  ): elbv2.ApplicationTargetGroup {
    const { edge, topics } = this.props;
    const targets = edge.https.addTargets(name, {
      port: rule.port,
      protocol: elbv2.ApplicationProtocol.HTTP,
      priority: rule.priority,
      conditions: [rule.condition],
      targets: [service],
      healthCheck: { path: rule.health, interval: Duration.seconds(10) },
      deregistrationDelay: Duration.seconds(5),
    });
    topics.alarm(targets, "Unhealthy", targets.metrics.unhealthyHostCount(), 0);
    topics.alarm(targets, "Errors", targets.metrics.httpCodeTarget(elbv2.HttpCodeTarget.TARGET_5XX_COUNT), 10);
    return targets;
  }
}

function image(name: string): ecs.ContainerImage {
  return ecs.ContainerImage.fromRegistry(`ghcr.io/acme/harbour-${name}@sha256:${"1".repeat(64)}`);
}

function cacheLogin({ secrets }: Cache, client: string): Record<string, Secret> {
  const secret = secrets[client];
  return secret ? { CACHE_LOGIN: secret } : {};
}
