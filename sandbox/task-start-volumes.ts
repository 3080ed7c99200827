import type { Rule } from "./model.ts";
import { type FilesVolume, filesVolumesOf } from "./models/ecs-task-volumes.ts";
import { allows } from "./models/iam.ts";
import { token } from "./models/tokens.ts";
import { num, str, texts } from "./models/values.ts";
import type { TaskStart } from "./tasks.ts";

const TROUBLE = "https://docs.aws.amazon.com/efs/latest/ug/troubleshooting-efs-mounting.html";
const FAILED = "ResourceInitializationError: failed to invoke EFS utils commands to set up EFS volumes";
const NFS = 2049;

/** A rule that looks at each file system of a task. */
function eachVolume(
  id: string,
  says: string,
  source: string,
  refuse: (volume: FilesVolume, start: TaskStart) => string | undefined,
): Rule<TaskStart> {
  return {
    id,
    says,
    source,
    refuse: (start) =>
      filesVolumesOf(start.inputs)
        .map((volume) => refuse(volume, start))
        .find((refusal) => refusal !== undefined),
  };
}

const filesThere = eachVolume(
  "task-files-there",
  "A file system that a task mounts exists, and so does its access point, which is one of it.",
  TROUBLE,
  ({ fileSystemId, accessPointId }, { account }) => {
    if (account.get(token.fileSystem, fileSystemId) === undefined)
      return `${FAILED}: Failed to resolve "${fileSystemId}": it does not exist: create it before what mounts it`;
    const access = accessPointId === undefined ? undefined : account.get(token.accessPoint, accessPointId);
    return accessPointId === undefined || access?.outputs.fileSystemId === fileSystemId
      ? undefined
      : `${FAILED}: access point ${accessPointId} is none of ${fileSystemId}: take its id from the one that is`;
  },
);

const filesReached = eachVolume(
  "task-files-reached",
  "A file system has a mount target in the zone of each of the task's subnets, and its security group lets the task in on port 2049.",
  TROUBLE,
  ({ fileSystemId }, { account, request: { subnets, securityGroups } }) => {
    const targets = account.all(token.mountTarget).filter(({ outputs }) => outputs.fileSystemId === fileSystemId);
    const zoneOf = (subnet: unknown) => account.get(token.subnet, String(subnet))?.outputs.availabilityZone;
    for (const subnet of subnets) {
      const target = targets.find(({ outputs }) => zoneOf(outputs.subnetId) === zoneOf(subnet));
      if (target === undefined)
        return `${FAILED}: Failed to resolve "${fileSystemId}.efs" in ${zoneOf(subnet)}: there is no mount target in that zone: add one`;
      const groups = texts(target.outputs, "securityGroups");
      if (!letsIn(account, groups, securityGroups))
        return `${FAILED}: Connection timed out: ${groups.join(", ")} of mount target ${target.id} lets in none of ${securityGroups.join(", ")} on port ${NFS}: add a rule on both sides`;
    }
    return undefined;
  },
);

/** Whether some rule lets one group in to another on NFS, and a rule lets it out. */
function letsIn(account: TaskStart["account"], into: readonly string[], from: readonly string[]): boolean {
  const between = (type: string, own: readonly string[], other: readonly string[]) =>
    account
      .all(type)
      .map(({ outputs }) => outputs)
      .filter((rule) => own.includes(str(rule, "securityGroupId") ?? ""))
      .filter((rule) => (num(rule, "fromPort") ?? 0) <= NFS && (num(rule, "toPort") ?? NFS) >= NFS)
      .some((rule) => rule.cidrIpv4 !== undefined || other.includes(str(rule, "referencedSecurityGroupId") ?? ""));
  return between(token.ingressRule, into, from) && between(token.egressRule, from, into);
}

const filesAllowed = eachVolume(
  "task-files-allowed",
  "The role of a task may mount the file systems that ask for it, through their access points.",
  "https://docs.aws.amazon.com/efs/latest/ug/iam-access-control-nfs-efs.html",
  ({ fileSystemId, accessPointId, asRole }, { account, inputs }) => {
    const role = str(inputs, "taskRoleArn");
    const files = str(account.get(token.fileSystem, fileSystemId)?.outputs ?? {}, "arn") ?? "";
    const access = accessPointId && str(account.get(token.accessPoint, accessPointId)?.outputs ?? {}, "arn");
    const context = access ? { "elasticfilesystem:AccessPointArn": access } : {};
    return !asRole || (role !== undefined && allows(account, role, "elasticfilesystem:ClientMount", files, context))
      ? undefined
      : `${FAILED}: mount.nfs4: access denied by server: ${role ?? "no task role"} is not authorized to perform: elasticfilesystem:ClientMount on ${files}: allow it in the policy of that role`;
  },
);

/** What is looked at when a task mounts file systems. */
export const taskVolumeRules: readonly Rule<TaskStart>[] = [filesThere, filesReached, filesAllowed];
