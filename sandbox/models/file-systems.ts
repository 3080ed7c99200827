import type { InAccount, Model, Rule, Values } from "../model.ts";
import { fileSystemParts } from "./file-system-parts.ts";
import { arn } from "./identifiers.ts";
import { nameShape } from "./limits.ts";
import { exists, inUse, others, uniqueName } from "./references.ts";
import { placeOf } from "./shapes.ts";
import { token } from "./tokens.ts";
import { str, texts } from "./values.ts";

const API = "https://docs.aws.amazon.com/efs/latest/ug/";
const CREATE = `${API}API_CreateFileSystem.html`;
const MOUNT = `${API}API_CreateMountTarget.html`;
const MAX_SECURITY_GROUPS = 5;

const modes: Rule<Values> = {
  id: "file-system-modes",
  says: "The throughput mode is bursting, elastic or provisioned (with its MiB a second), and elastic goes with generalPurpose alone.",
  source: CREATE,
  refuse(values) {
    const throughput = str(values, "throughputMode") ?? "bursting";
    const performance = str(values, "performanceMode") ?? "generalPurpose";
    if (!["generalPurpose", "maxIO"].includes(performance))
      return `ValidationException: performanceMode "${performance}" is not known: use generalPurpose`;
    if (!["bursting", "elastic", "provisioned"].includes(throughput))
      return `ValidationException: throughputMode "${throughput}" is not known: use elastic, bursting or provisioned`;
    if (throughput === "elastic" && performance !== "generalPurpose")
      return "BadRequest: Elastic throughput is not supported with maxIO: use performanceMode generalPurpose";
    return (throughput === "provisioned") === (values.provisionedThroughputInMibps !== undefined)
      ? undefined
      : `BadRequest: throughputMode "${throughput}" and provisionedThroughputInMibps do not fit: give both for provisioned, and no number otherwise`;
  },
};

const fileSystem: Model = {
  type: token.fileSystem,
  defaults: { encrypted: false, performanceMode: "generalPurpose", throughputMode: "bursting" },
  checks: [
    nameShape({
      id: "file-system-token-shape",
      input: "creationToken",
      max: 64,
      pattern: /^.+$/,
      allowed: "any characters",
      source: CREATE,
    }),
    modes,
  ],
  identify: (_inputs, seed) => `fs-${seed.hex(17)}`,
  outputs(inputs, id, seed, place) {
    const here = placeOf(inputs, place);
    return {
      arn: arn(here, "elasticfilesystem", `file-system/${id}`),
      creationToken: str(inputs, "creationToken") ?? `terraform-${seed.hex(26, "token")}`,
      dnsName: `${id}.efs.${here.region}.amazonaws.com`,
      numberOfMountTargets: 0,
      ownerId: here.accountId,
      protection: { replicationOverwrite: "ENABLED" },
      sizeInBytes: [{ value: 6144, valueInIa: 0, valueInStandard: 6144 }],
    };
  },
  requires: [
    uniqueName({
      id: "file-system-token-unique",
      type: token.fileSystem,
      input: "creationToken",
      noun: "file system",
      code: "FileSystemAlreadyExists",
      source: CREATE,
    }),
  ],
  replaces: "as the specification says",
  blocksDelete: [
    inUse({
      id: "file-system-not-mounted",
      noun: "file system",
      code: "FileSystemInUse",
      source: `${API}API_DeleteFileSystem.html`,
      users: [{ type: token.mountTarget, at: "fileSystemId" }],
    }),
  ],
  typicalMinutes: 0.3,
};

const oneAZone: Rule<InAccount> = {
  id: "mount-target-one-a-zone",
  says: "A file system has one mount target a zone, all in one VPC.",
  source: MOUNT,
  refuse(subject) {
    const { account, resource } = subject;
    const subnetOf = (id: unknown) => account.get(token.subnet, String(id))?.outputs ?? {};
    const subnet = subnetOf(resource.inputs.subnetId);
    const siblings = others(subject, token.mountTarget).filter(
      ({ outputs }) => outputs.fileSystemId === resource.inputs.fileSystemId,
    );
    for (const sibling of siblings) {
      const other = subnetOf(sibling.outputs.subnetId);
      if (other.availabilityZone === subnet.availabilityZone)
        return `MountTargetConflict: mount target ${sibling.id} is already in ${subnet.availabilityZone}: give a file system one subnet a zone`;
      if (other.vpcId !== subnet.vpcId)
        return `MountTargetConflict: mount target ${sibling.id} is in ${other.vpcId}, and this one would be in ${subnet.vpcId}: stay in one VPC`;
    }
    return undefined;
  },
};

const groups: Rule<InAccount> = {
  id: "mount-target-groups",
  says: `A mount target has at most ${MAX_SECURITY_GROUPS} security groups, which exist in the VPC of its subnet.`,
  source: MOUNT,
  refuse({ account, resource: { inputs } }) {
    const given = texts(inputs, "securityGroups");
    if (given.length > MAX_SECURITY_GROUPS)
      return `SecurityGroupLimitExceeded: ${given.length} security groups: use at most ${MAX_SECURITY_GROUPS}`;
    const vpc = account.get(token.subnet, str(inputs, "subnetId") ?? "")?.outputs.vpcId;
    const strange = given.find((id) => account.get(token.securityGroup, id)?.outputs.vpcId !== vpc);
    return strange === undefined
      ? undefined
      : `SecurityGroupNotFound: ${strange} is no security group of ${vpc}: take one from the VPC of the subnet`;
  },
};

const mountTarget: Model = {
  type: token.mountTarget,
  identify: (_inputs, seed) => `fsmt-${seed.hex(17)}`,
  outputs(inputs, _id, seed, place) {
    const here = placeOf(inputs, place);
    const fileSystemId = str(inputs, "fileSystemId");
    return {
      dnsName: `${fileSystemId}.efs.${here.region}.amazonaws.com`,
      fileSystemArn: arn(here, "elasticfilesystem", `file-system/${fileSystemId}`),
      ipAddressType: "IPV4_ONLY",
      networkInterfaceId: `eni-${seed.hex(17, "interface")}`,
      ownerId: here.accountId,
    };
  },
  requires: [
    exists({
      id: "mount-target-file-system-exists",
      input: "fileSystemId",
      type: token.fileSystem,
      noun: "file system",
      code: "FileSystemNotFound",
      source: MOUNT,
    }),
    exists({
      id: "mount-target-subnet-exists",
      input: "subnetId",
      type: token.subnet,
      noun: "subnet",
      code: "SubnetNotFound",
      source: MOUNT,
    }),
    groups,
    oneAZone,
  ],
  replaces: "as the specification says",
  blocksDelete: { none: "it can always be deleted; what has the files mounted through it loses them" },
  typicalMinutes: 1.5,
};

/** File systems of an account, and the ways to them. */
export const models: readonly Model[] = [fileSystem, mountTarget, ...fileSystemParts];
