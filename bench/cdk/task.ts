import { Duration, Size } from "aws-cdk-lib";
import * as ec2 from "aws-cdk-lib/aws-ec2";
import * as ecs from "aws-cdk-lib/aws-ecs";
import { LogGroup, RetentionDays } from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import type { Access } from "./access";

/** What the containers of the app share. */
export interface TaskProps {
  readonly image: ecs.ContainerImage;
  readonly command?: string[];
  readonly port?: number;
  readonly environment?: Readonly<Record<string, string>>;
  readonly secrets?: Readonly<Record<string, ecs.Secret>>;
  readonly uses?: readonly Access[];
  /** Folders that the app may write to. */
  readonly writable?: readonly string[];
  readonly stopTimeout?: Duration;
}

/** The containers of a task that uses stores: the app's own, and the one that fetches the stores' root certificates. */
export const containers = ["app", "certificates"] as const;

const [app, certificates] = containers;

/** A Fargate task of the app that logs to a group of its own, with a firewall that lets out what it needs. */
export class Task extends Construct {
  readonly definition: ecs.FargateTaskDefinition;
  readonly family: string;
  readonly firewall: ec2.SecurityGroup;

  readonly logGroup: LogGroup;

  constructor(scope: Construct, id: string, props: TaskProps & { vpc: ec2.IVpc }) {
    super(scope, id);
    const uses = props.uses ?? [];
    this.firewall = new ec2.SecurityGroup(this, "Firewall", { vpc: props.vpc, allowAllOutbound: false });
    this.firewall.addEgressRule(ec2.Peer.anyIpv4(), ec2.Port.tcp(443));
    for (const { server, port } of uses) {
      server.connections.allowFrom(this.firewall, port);
    }
    this.family = `harbour-staging-${id}`;
    this.definition = new ecs.FargateTaskDefinition(this, "Definition", {
      family: this.family,
      cpu: 256,
      memoryLimitMiB: 512,
      runtimePlatform: {
        cpuArchitecture: ecs.CpuArchitecture.X86_64,
        operatingSystemFamily: ecs.OperatingSystemFamily.LINUX,
      },
    });
    this.logGroup = new LogGroup(this, "Logs", { retention: RetentionDays.ONE_WEEK });
    const container = this.app(props, uses);
    if (uses.length > 0) {
      this.fetchCertificates(container);
    }
  }

  private app(props: TaskProps, uses: readonly Access[]): ecs.ContainerDefinition {
    const linuxParameters = this.linuxParameters(app);
    for (const containerPath of props.writable ?? []) {
      const mountOptions = [ecs.TmpfsMountOption.EXEC, ecs.TmpfsMountOption.NODEV, ecs.TmpfsMountOption.NOSUID];
      linuxParameters.addTmpfs({ containerPath, size: 64, mountOptions });
    }
    return this.definition.addContainer(app, {
      image: props.image,
      logging: this.logging(app),
      environment: Object.assign(
        { APP_ENV: "staging", LOG_LEVEL: "debug" },
        props.environment,
        ...uses.map(({ environment }) => environment),
      ),
      secrets: Object.assign({}, props.secrets, ...uses.map(({ secrets }) => secrets)),
      readonlyRootFilesystem: true,
      linuxParameters,
      stopTimeout: props.stopTimeout ?? Duration.seconds(30),
      ...(props.command && { command: props.command }),
      ...(props.port && { portMappings: [{ containerPort: props.port }] }),
    });
  }

  /** A container that runs before the app's and leaves it the root certificates of the stores. */
  private fetchCertificates(container: ecs.ContainerDefinition): void {
    const from = "https://truststore.pki.rds.amazonaws.com/eu-north-1/eu-north-1-bundle.pem";
    const first = this.definition.addContainer(certificates, {
      image: ecs.ContainerImage.fromRegistry("public.ecr.aws/amazonlinux/amazonlinux:2023"),
      command: ["curl", "--fail", "--silent", "--show-error", "--output", "/certificates/bundle.pem", from],
      essential: false,
      logging: this.logging(certificates),
      readonlyRootFilesystem: true,
      linuxParameters: this.linuxParameters(certificates),
    });
    this.definition.addVolume({ name: certificates });
    const mount = { sourceVolume: certificates, containerPath: "/certificates" };
    first.addMountPoints({ ...mount, readOnly: false });
    container.addMountPoints({ ...mount, readOnly: true });
    container.addContainerDependencies({ container: first, condition: ecs.ContainerDependencyCondition.SUCCESS });
  }

  private linuxParameters(container: string): ecs.LinuxParameters {
    return new ecs.LinuxParameters(this, `Linux-${container}`, { initProcessEnabled: true });
  }

  private logging(streamPrefix: string): ecs.LogDriver {
    return ecs.LogDrivers.awsLogs({
      streamPrefix,
      logGroup: this.logGroup,
      mode: ecs.AwsLogDriverMode.NON_BLOCKING,
      maxBufferSize: Size.mebibytes(4),
    });
  }
}
