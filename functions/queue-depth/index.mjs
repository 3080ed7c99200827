// Runs once a minute in AWS Lambda and tells CloudWatch how much waits in the queues of one cache. CloudWatch takes
// the metrics from the function's log (embedded metric format), so it needs no way to CloudWatch itself.
import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { createClient } from "@redis/client";
import { measure } from "./measures.mjs";

/** The login as read when the function started: a new one comes with a new configuration, which starts it anew. */
let login;

export async function handler() {
  login ??= await readLogin();
  const { QUEUES, NAMESPACE } = process.env;
  const failures = [];
  const client = await connect(login);
  try {
    for (const { service, ...queue } of JSON.parse(QUEUES)) {
      try {
        publish(NAMESPACE, service, queue.name, await measure(client, queue, Date.now()));
      } catch (error) {
        // The other queues do not have to go without.
        failures.push(`${queue.format} queue ${queue.name} of ${service}: ${error.message}`);
      }
    }
  } finally {
    client.destroy();
  }
  if (failures.length > 0) {
    throw new Error(failures.join("; "));
  }
}

async function readLogin() {
  const { SECRET_ARN, SECRET_VERSION } = process.env;
  const secrets = new SecretsManagerClient();
  const { SecretString } = await secrets.send(
    new GetSecretValueCommand({ SecretId: SECRET_ARN, VersionId: SECRET_VERSION }),
  );
  const { username, password } = JSON.parse(SecretString);
  return { username, password };
}

async function connect(user) {
  const { CACHE_HOST, CACHE_PORT } = process.env;
  const client = createClient({
    ...user,
    // The user may do no more than look at its queues: without these words the client asks for more.
    RESP: 2,
    disableClientInfo: true,
    maintNotifications: "disabled",
    commandOptions: { timeout: 5000 },
    socket: { host: CACHE_HOST, port: Number(CACHE_PORT), tls: true, connectTimeout: 5000, reconnectStrategy: false },
  });
  // What fails is told by the call that fails; an error without a listener would end the process.
  client.on("error", () => undefined);
  return client.connect();
}

/** One line of https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html */
function publish(namespace, service, queue, { depth, ageSeconds }) {
  const metrics = [
    { Name: "QueueDepth", Unit: "Count" },
    ...(ageSeconds === undefined ? [] : [{ Name: "QueueAgeSeconds", Unit: "Seconds" }]),
  ];
  const line = {
    _aws: {
      Timestamp: Date.now(),
      CloudWatchMetrics: [{ Namespace: namespace, Dimensions: [["Service"]], Metrics: metrics }],
    },
    Service: service,
    Queue: queue,
    QueueDepth: depth,
    QueueAgeSeconds: ageSeconds,
  };
  // Not console.log: Lambda puts words before what that prints, and then the line is no JSON.
  process.stdout.write(`${JSON.stringify(line)}\n`);
}
