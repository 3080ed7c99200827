import * as pulumi from "@pulumi/pulumi";
import type { Cloud } from "../../cloud/cloud.ts";
import { WebService } from "../../components/web-service.ts";
import type { WebServiceArgs } from "../../components/web-service-args.ts";
import { Worker, type WorkerArgs } from "../../components/worker.ts";
import { taskArgs } from "../../components/workload.ts";
import { type Declared, declareComponent, place } from "./declare-stack.ts";
import { webService, worker } from "./minimal.ts";

const prefix = "shop-staging";
const arn = (service: string, rest: string) => `arn:aws:${service}:${place.region}:${place.accountId}:${rest}`;

/** What a service stands on, with nothing behind it: for what one component declares by itself. */
export const foundation = {
  cluster: {
    arn: pulumi.output(arn("ecs", `cluster/${prefix}-cluster`)),
    clusterName: pulumi.output(`${prefix}-cluster`),
    insights: true,
    ready: [],
  },
  network: { privateSubnetIds: ["subnet-0", "subnet-1"].map((id) => pulumi.output(id)), privateReady: [] },
  alarms: {
    prefix,
    topics: { pageArn: pulumi.output(arn("sns", "page")), notifyArn: pulumi.output(arn("sns", "notify")) },
  },
  edge: {
    listenerArn: pulumi.output(arn("elasticloadbalancing", "listener/app/edge/0/0")),
    firewallId: pulumi.output("sg-edge"),
    arnSuffix: pulumi.output("app/edge/0"),
  },
};

/** A cloud in which nothing is wrong, and which answers nothing but what a test gives. */
export function cloudWith(own: Partial<Cloud> = {}): WebServiceArgs["cloud"] {
  return {
    service: async () => undefined,
    ringing: async () => [],
    weights: async () => ({}),
    ...own,
  };
}

const around = {
  place: { prefix, ...place, vpcId: "vpc-0", logRetentionDays: 7 },
  secrets: {},
  stores: {},
  queues: {},
  buckets: {},
  files: {},
  values: {},
};

function shared(name: string, service: ReturnType<typeof webService> | ReturnType<typeof worker>) {
  const { cluster, network, alarms } = foundation;
  const events = {
    namespace: `slipway/${prefix}`,
    stoppedMetric: "task-events-stopped",
    ready: [],
  };
  return {
    ...taskArgs(name, service, around),
    cluster,
    network,
    alarms,
    events,
    cloud: cloudWith(),
    databaseAlarms: ["shop-staging-main-down"],
  };
}

/** What a web service alone declares; `more` replaces arguments of the component. */
export function declareWeb(
  own: Parameters<typeof webService>[0] = {},
  more: Partial<WebServiceArgs> = {},
): Promise<Declared> {
  const service = webService(own);
  const routes = service.routes.map((route, at) => ({ ...route, priority: 1000 + at }));
  const { edge } = foundation;
  return declareComponent(
    () => new WebService("api", { ...service, ...shared("api", service), routes, edge, ...more }),
  );
}

/** What a worker alone declares; `more` replaces arguments of the component. */
export function declareWorker(
  own: Parameters<typeof worker>[0] = {},
  more: Partial<WorkerArgs> = {},
): Promise<Declared> {
  const service = worker(own);
  return declareComponent(() => new Worker("mail", { ...service, ...shared("mail", service), ...more }));
}
