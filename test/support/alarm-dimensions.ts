import type { PlannedResource } from "../../plan/plan.ts";
import { answered, type Declared, ofType } from "./declare-stack.ts";

/** What the value of each dimension is: the type of the resource, and its output. */
const dimensions: Readonly<Record<string, readonly [type: string, output: string]>> = {
  CertificateArn: ["acm/certificate:Certificate", "arn"],
  ClusterName: ["ecs/cluster:Cluster", "name"],
  DBInstanceIdentifier: ["rds/instance:Instance", "identifier"],
  FunctionName: ["lambda/function:Function", "name"],
  HealthCheckId: ["route53/healthCheck:HealthCheck", "id"],
  LoadBalancer: ["lb/loadBalancer:LoadBalancer", "arnSuffix"],
  NatGatewayId: ["ec2/natGateway:NatGateway", "id"],
  QueueName: ["sqs/queue:Queue", "name"],
  ScheduleGroup: ["scheduler/scheduleGroup:ScheduleGroup", "name"],
  ServiceName: ["ecs/service:Service", "name"],
  TargetGroup: ["lb/targetGroup:TargetGroup", "arnSuffix"],
};

/** Paths of the resources that an alarm looks at; empty when one of its dimensions names nothing that is declared. */
export function alarmedResources(declared: Declared, { inputs }: PlannedResource): string[] {
  const queries: unknown[] = Array.isArray(inputs.metricQueries) ? inputs.metricQueries : [];
  const metrics = [inputs, ...queries.map((query) => Object(Reflect.get(Object(query), "metric")))];
  const watched = metrics
    .flatMap((metric) => Object.entries(Object(metric.dimensions)))
    .map(([name, value]) => resourceOf(declared, name, String(value)));
  const counted = filterOf(declared, inputs);
  const found = counted === undefined ? watched : [...watched, counted];
  return found.every((path) => path !== undefined) ? found.map(String) : [];
}

/** The metric filter whose count it is. */
function filterOf(declared: Declared, { namespace, metricName }: PlannedResource["inputs"]): string | undefined {
  return ofType(declared, "cloudwatch/logMetricFilter:LogMetricFilter").find(({ inputs }) => {
    const counted = Object(inputs.metricTransformation);
    return counted.namespace === namespace && counted.name === metricName;
  })?.path;
}

function resourceOf(declared: Declared, dimension: string, value: string): string | undefined {
  if (dimension === "CacheClusterId") {
    return nodeOf(declared, value);
  }
  if (dimension === "Database") {
    return ofType(declared, "rds/instance:Instance").find(({ name }) => name === `${value}-instance`)?.path;
  }
  if (dimension === "Service") {
    return ofType(declared, "ecs/service:Service").find(({ name }) => name === `${value}-service`)?.path;
  }
  if (dimension === "Group") {
    const services = ofType(declared, "ecs/service:Service");
    return services.find(({ path }) => `service:${answered(declared, path).name}` === value)?.path;
  }
  const known = dimensions[dimension];
  if (!known) {
    throw new Error(`no resource is known for the dimension ${dimension}: add it to test/support/alarm-dimensions.ts`);
  }
  const [type, output] = known;
  return ofType(declared, type).find(({ path }) => answered(declared, path)[output] === value)?.path;
}

/** Nodes of a replication group are numbered from 001. */
function nodeOf(declared: Declared, value: string): string | undefined {
  return ofType(declared, "elasticache/replicationGroup:ReplicationGroup").find(({ inputs }) => {
    const nodes = Array.from({ length: Number(inputs.numCacheClusters) }, (_, node) => `${node + 1}`.padStart(3, "0"));
    return nodes.some((node) => value === `${String(inputs.replicationGroupId)}-${node}`);
  })?.path;
}
