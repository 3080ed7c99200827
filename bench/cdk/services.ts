import { Duration } from "aws-cdk-lib";
import type { IAlarm } from "aws-cdk-lib/aws-cloudwatch";
import * as ecs from "aws-cdk-lib/aws-ecs";
import { ListenerCondition } from "aws-cdk-lib/aws-elasticloadbalancingv2";
import { Secret } from "aws-cdk-lib/aws-secretsmanager";
import { Construct } from "constructs";
import type { Access } from "./access";
import type { AlarmTopics } from "./alarms";
import type { Edge } from "./edge";
import { image } from "./images";
import type { Watched } from "./service";
import type { TaskEvents } from "./task-events";
import { type WatchedWeb, webService } from "./web-service";
import { worker } from "./worker";

type Client = "api" | "worker";

interface ServicesProps {
  readonly cluster: ecs.ICluster;
  readonly topics: AlarmTopics;
  readonly edge: Edge;
  readonly events: TaskEvents;
  readonly database: Readonly<Record<Client, Access>>;
  readonly cache: Readonly<Record<Client, Access>>;
  /** Alarms of the stores, which explain those of what uses them. */
  readonly stores: readonly IAlarm[];
}

/** What runs all the time. */
export interface Services {
  readonly web: Readonly<Record<"api" | "web", WatchedWeb>>;
  readonly worker: Watched;
}

/** The web API, the web frontend and the worker. */
export function services(scope: Construct, id: string, props: ServicesProps): Services {
  const here = new Construct(scope, id);
  const { database, cache, stores } = props;
  const key = new Secret(here, "SecretKey", {
    generateSecretString: { passwordLength: 48, excludePunctuation: true },
  });
  const secrets = { SECRET_KEY: ecs.Secret.fromSecretsManager(key) };

  const api = webService(here, "api", {
    ...props,
    causes: stores,
    task: {
      image: image("api"),
      port: 8000,
      environment: { PUBLIC_URL: "https://staging.harbour.example.com" },
      secrets,
      uses: [database.api, cache.api],
      writable: ["/tmp"],
    },
    health: "/api/health",
    routes: {
      10: [ListenerCondition.hostHeaders(["api.staging.harbour.example.com"]), path("/*")],
      20: [path("/api/*")],
    },
  });
  const web = webService(here, "web", {
    ...props,
    task: { image: image("web"), port: 8080 },
    health: "/healthz",
    routes: { 30: [path("/*")] },
  });
  const made = worker(here, "worker", {
    ...props,
    causes: stores,
    task: {
      image: image("worker"),
      command: ["python", "-m", "harbour.worker"],
      secrets,
      uses: [database.worker, cache.worker],
      writable: ["/tmp"],
      stopTimeout: Duration.seconds(30),
    },
  });
  return { web: { api, web }, worker: made };
}

function path(pattern: string): ListenerCondition {
  return ListenerCondition.pathPatterns([pattern]);
}
