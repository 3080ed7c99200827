import { SecurityGroup } from "@pulumi/aws/ec2/securityGroup.js";
import { AccessPoint } from "@pulumi/aws/efs/accessPoint.js";
import { BackupPolicy } from "@pulumi/aws/efs/backupPolicy.js";
import { FileSystem as EfsFileSystem } from "@pulumi/aws/efs/fileSystem.js";
import { FileSystemPolicy } from "@pulumi/aws/efs/fileSystemPolicy.js";
import { MountTarget } from "@pulumi/aws/efs/mountTarget.js";
import * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../lib/names.ts";
import { posixUser } from "../lib/posix-user.ts";

export interface FileSystemArgs {
  /** `<app>-<stack>`: what physical names start with. */
  readonly prefix: string;
  readonly vpcId: pulumi.Input<string>;
  /** Subnets of tasks, by their zone: each gets one way to the files, and EFS takes one a zone. */
  readonly subnets: Readonly<Record<string, pulumi.Input<string>>>;
  /** What the task runs as: the files belong to it. */
  readonly user?: string;
  /** Pulumi refuses to delete it, AWS backs it up every day, and it stays when the stack lets go of it. */
  readonly protect: boolean;
}

type Child = { parent: FileSystem };

/**
 * Files that outlive the task that writes them: EFS, encrypted where they lie and on the way, reached by one task alone.
 * Whatever user a task runs as, files are made and read as one user.
 *
 * @stateful
 */
export class FileSystem extends pulumi.ComponentResource {
  readonly fileSystemId: pulumi.Output<string>;
  readonly arn: pulumi.Output<string>;
  readonly accessPointId: pulumi.Output<string>;
  readonly accessPointArn: pulumi.Output<string>;
  readonly firewallId: pulumi.Output<string>;
  /** NFS. */
  readonly port = 2049;
  /** What must exist before a task can mount it. */
  readonly ready: pulumi.Resource[];

  constructor(name: string, args: FileSystemArgs, opts?: pulumi.ComponentResourceOptions) {
    super("slipway:file-system:FileSystem", name, {}, opts);
    const child = { parent: this };
    const { protect } = args;

    const firewall = new SecurityGroup(
      `${name}-firewall`,
      {
        name: physicalName("securityGroup", args.prefix, name),
        description: "One file system",
        vpcId: args.vpcId,
        tags: { Name: `${args.prefix}-${name}` },
      },
      child,
    );
    const files = new EfsFileSystem(
      `${name}-files`,
      {
        creationToken: physicalName("fileSystem", args.prefix, name),
        encrypted: true,
        performanceMode: "generalPurpose",
        throughputMode: "elastic",
        tags: { Name: `${args.prefix}-${name}` },
      },
      { ...child, protect, retainOnDelete: protect },
    );
    new BackupPolicy(
      `${name}-backup`,
      { fileSystemId: files.id, backupPolicy: { status: protect ? "ENABLED" : "DISABLED" } },
      child,
    );
    const access = accessPoint(name, args, files, child);
    this.fileSystemId = files.id;
    this.arn = files.arn;
    this.accessPointId = access.id;
    this.accessPointArn = access.arn;
    this.firewallId = firewall.id;
    this.ready = [policy(name, files, child), ...mountTargets(name, args, files, firewall, child)];
    this.registerOutputs({ fileSystemId: this.fileSystemId });
  }
}

function accessPoint(name: string, args: FileSystemArgs, files: EfsFileSystem, child: Child): AccessPoint {
  const user = posixUser(args.user);
  return new AccessPoint(
    `${name}-access`,
    {
      fileSystemId: files.id,
      posixUser: user,
      // Not the root of the file system, which belongs to root; EFS makes the folder when it is first mounted.
      rootDirectory: { path: "/files", creationInfo: { ownerUid: user.uid, ownerGid: user.gid, permissions: "0750" } },
    },
    child,
  );
}

function mountTargets(
  name: string,
  { subnets }: FileSystemArgs,
  files: EfsFileSystem,
  firewall: SecurityGroup,
  child: Child,
): MountTarget[] {
  return Object.entries(subnets).map(
    ([zone, subnetId]) =>
      new MountTarget(
        `${name}-mount-${zone}`,
        { fileSystemId: files.id, subnetId, securityGroups: [firewall.id] },
        child,
      ),
  );
}

/** Without a policy EFS lets in everybody who can reach it; with this one a task needs its role, and TLS. */
function policy(name: string, files: EfsFileSystem, child: Child): FileSystemPolicy {
  return new FileSystemPolicy(
    `${name}-policy`,
    {
      fileSystemId: files.id,
      policy: files.arn.apply((arn) =>
        JSON.stringify({
          Version: "2012-10-17",
          Statement: [
            {
              Effect: "Deny",
              Principal: { AWS: "*" },
              Action: "elasticfilesystem:Client*",
              Resource: arn,
              Condition: { Bool: { "aws:SecureTransport": "false" } },
            },
          ],
        }),
      ),
    },
    child,
  );
}
