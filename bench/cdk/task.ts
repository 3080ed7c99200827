import * as ecs from "aws-cdk-lib/aws-ecs";
import { LogGroup, RetentionDays } from "aws-cdk-lib/aws-logs";
import type * as rds from "aws-cdk-lib/aws-rds";
import type { ISecret } from "aws-cdk-lib/aws-secretsmanager";
import type { Construct } from "constructs";

/** What the containers of the app share. */
export interface TaskProps {
  readonly image: ecs.ContainerImage;
  readonly command?: string[];
  readonly port?: number;
  readonly database?: rds.DatabaseInstance;
  readonly secrets?: Readonly<Record<string, ISecret>>;
}

/** A Fargate task of one container that logs to a group of its own. */
export function taskDefinition(scope: Construct, id: string, props: TaskProps): ecs.FargateTaskDefinition {
  const definition = new ecs.FargateTaskDefinition(scope, id, { cpu: 256, memoryLimitMiB: 512 });
  const login = props.database?.secret;
  const databaseSecrets = login && {
    PGHOST: ecs.Secret.fromSecretsManager(login, "host"),
    PGUSER: ecs.Secret.fromSecretsManager(login, "username"),
    PGPASSWORD: ecs.Secret.fromSecretsManager(login, "password"),
  };
  const secrets = Object.entries(props.secrets ?? {}).map(([name, secret]) => [
    name,
    ecs.Secret.fromSecretsManager(secret),
  ]);
  definition.addContainer("app", {
    image: props.image,
    logging: ecs.LogDrivers.awsLogs({
      streamPrefix: "app",
      logGroup: new LogGroup(definition, "Logs", { retention: RetentionDays.ONE_WEEK }),
    }),
    environment: { APP_ENV: "staging" },
    secrets: { ...databaseSecrets, ...Object.fromEntries(secrets) },
    readonlyRootFilesystem: true,
    ...(props.command && { command: props.command }),
    ...(props.port && { portMappings: [{ containerPort: props.port }] }),
  });
  return definition;
}
