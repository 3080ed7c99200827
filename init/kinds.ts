import type { ComposeService } from "./compose/service.ts";

/** What a service of a compose file is, apart from the app itself. */
export type Kind =
  | { readonly is: "app" }
  | { readonly is: "database"; readonly extensions: readonly string[] }
  | { readonly is: "cache" }
  | { readonly is: "bucket" }
  | { readonly is: "proxy" }
  /** Nothing on AWS is made of it. */
  | { readonly is: "none"; readonly why: string; readonly instead: string };

const hosted = "use one that is hosted";
const development = "is a tool for development";

/** What there is for which images, by the last part of their names; the first that fits. */
const table: readonly (readonly [pattern: RegExp, kind: Kind])[] = [
  [/^timescaledb/, none("RDS has no extension timescaledb", "use a hosted one, or plain postgres")],
  [/^postgis$/, { is: "database", extensions: ["postgis"] }],
  [/^pgvector$/, { is: "database", extensions: ["vector"] }],
  [/^(postgres|postgresql|pgautoupgrade)$|[-_]postgres$/, { is: "database", extensions: [] }],
  [/^(redis|valkey|keydb|dragonfly|rejson|redis-stack(-server)?)$|[-_]redis$/, { is: "cache" }],
  [/^(minio|seaweedfs)$/, { is: "bucket" }],
  [/^(nginx|nginx-unprivileged|traefik|caddy|haproxy|envoy|swag|nginx-proxy(-manager)?)$/, { is: "proxy" }],
  [/^(certbot|acme-companion|letsencrypt.*)$/, none("ACM makes and renews the certificate", "leave it out")],
  [
    /^(adminer|pgadmin4?|phpmyadmin|pgweb|redis-commander|redisinsight|mongo-express)$/,
    none(
      "looks into a database, which no one reaches from outside",
      "open a port with npx slipway exec <stack> <service> --forward <database>",
    ),
  ],
  [
    /^(mailhog|mailpit|maildev|mailcatcher|smtp4dev|fakesmtp.*)$/,
    none("catches mail in development", "give the app a mail service, like SES, by its variables"),
  ],
  [/^(portainer(-ce)?|watchtower|dozzle|ngrok|localstack|mc|storybook)$/, none(development, "leave it out")],
  [/^(ofelia|swarm-cronjob|supercronic)$/, none("EventBridge Scheduler starts jobs", "leave it out")],
  [
    /^(mysql|mariadb|percona.*)$/,
    none("slipway makes Postgres databases only", "move the app to Postgres, or use a hosted one"),
  ],
  [
    /^(mongo|mongodb|mongodb-community-server)$/,
    none("slipway makes Postgres databases only", "use a hosted one, like Atlas or DocumentDB"),
  ],
  [
    /^(rabbitmq|activemq.*|nats|kafka|cp-kafka|redpanda|zookeeper|cp-zookeeper)$/,
    none("slipway makes no broker", "use app.queues (SQS), a cache with use: queue, or one that is hosted"),
  ],
  [
    /^(elasticsearch|opensearch|solr|meilisearch|typesense|clickhouse(-server)?|memcached|cassandra|neo4j|influxdb|qdrant|weaviate|milvus|chroma|couchdb|etcd|consul|vault)$/,
    none("keeps data in a way that slipway makes no store for", hosted),
  ],
  [
    /^(prometheus|grafana.*|loki|promtail|jaeger|all-in-one|otel.*|opentelemetry-collector.*|cadvisor|node-exporter|alertmanager|statsd.*)$/,
    none("CloudWatch has the logs, metrics, alarms and a dashboard", "leave it out"),
  ],
];

function none(why: string, instead: string): Kind {
  return { is: "none", why, instead };
}

/** Where stores keep their data, whatever their image is called. */
const dataFolders: readonly (readonly [pattern: RegExp, kind: Kind])[] = [
  [/^(\/bitnami)?\/(var\/lib\/)?postgresql(\/|$)/, { is: "database", extensions: [] }],
  [
    /^\/var\/lib\/mysql$/,
    none("slipway makes Postgres databases only", "move the app to Postgres, or use a hosted one"),
  ],
];

/** What a service is by its image, or by where it keeps its data. */
export function kindOf({ name, image, build, mounts }: ComposeService): Kind {
  const last = lastOf(image ?? name);
  const byName = table.find(([pattern]) => pattern.test(last))?.[1];
  const byData = dataFolders.find(([pattern]) => mounts.some(({ path }) => pattern.test(path)))?.[1];
  // What the app builds itself is the app, whatever it is called, unless it keeps data as a store does.
  return (build === undefined ? byName : undefined) ?? byData ?? { is: "app" };
}

/** `postgres` of `docker.io/library/postgres:16@sha256:…`. */
function lastOf(image: string): string {
  return (image.split("@")[0] ?? "").split("/").at(-1)?.split(":")[0] ?? "";
}

/** The tag of an image; undefined where it has none. */
export function tagOf(image: string): string | undefined {
  return /:([\w][\w.-]*)$/.exec(image.split("@")[0] ?? "")?.[1];
}
