import type { Shift } from "../lib/deploy-time.ts";
import type { LoadBalancer } from "./load-balancer.ts";
import type { ServiceArgs } from "./service.ts";

export interface WebServiceArgs extends ServiceArgs {
  readonly edge: Pick<LoadBalancer, "listenerArn" | "firewallId" | "arnSuffix">;
  readonly port: number;
  readonly protocol: "http1" | "http2" | "grpc";
  /** Rules by the route as written, each with its priority on the listener. */
  readonly routes: readonly {
    readonly key: string;
    readonly host?: string;
    readonly path: string;
    readonly priority: number;
  }[];
  /** A client keeps its task, by cookie. */
  readonly sticky: boolean;
  readonly health: {
    readonly path: string;
    readonly codes: string;
    readonly intervalSeconds: number;
    readonly timeoutSeconds: number;
    readonly healthyAfter: number;
    readonly unhealthyAfter: number;
    readonly graceSeconds: number;
  };
  /** How long a task that is leaving still answers the connections it has. */
  readonly deregistrationSeconds: number;
  /** How the requests move to the tasks of a new release. */
  readonly deploy: Shift;
}
