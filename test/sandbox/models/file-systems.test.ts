import assert from "node:assert/strict";
import type { Values } from "../../../sandbox/model.ts";
import { BACKUP_POLICY, FILE_SYSTEM_POLICY } from "../../../sandbox/models/file-system-parts.ts";
import { token } from "../../../sandbox/models/tokens.ts";
import { breaks, passes } from "./cases.ts";
import { foreignNetwork, publicNetwork } from "./fixtures.ts";

/** A file system in a network of two zones, with a group. */
function withFiles() {
  const network = publicNetwork();
  const files = network.cloud.make(token.fileSystem, { creationToken: "shop-files", encrypted: true });
  const group = network.cloud.make(token.securityGroup, { vpcId: network.vpc.id, name: "files" });
  return { ...network, files, group };
}

type Files = ReturnType<typeof withFiles>;
const mountInputs = ({ files, group, subnets }: Files, more: Values = {}): Values => ({
  fileSystemId: files.id,
  subnetId: subnets[0].id,
  securityGroups: [group.id],
  ...more,
});

describe("the sandbox's file system", () => {
  breaks("file-system-token-shape", "a token of 65 characters", { creationToken: "a".repeat(65) }, "65");
  passes("file-system-token-shape", "a token of 64 characters", { creationToken: "a".repeat(64) });
  breaks("file-system-modes", "a throughput mode of nowhere", { throughputMode: "fast" }, '"fast"');
  breaks("file-system-modes", "a performance mode of nowhere", { performanceMode: "fast" }, '"fast"');
  breaks(
    "file-system-modes",
    "elastic maxIO",
    { throughputMode: "elastic", performanceMode: "maxIO" },
    "generalPurpose",
  );
  breaks("file-system-modes", "provisioned without a number", { throughputMode: "provisioned" }, "give both");
  passes("file-system-modes", "elastic throughput", { throughputMode: "elastic", performanceMode: "generalPurpose" });
  const second = (creationToken: string) => () => withFiles().cloud.creating(token.fileSystem, { creationToken });
  breaks("file-system-token-unique", "the token of another", second("shop-files"), "FileSystemAlreadyExists");
  passes("file-system-token-unique", "a token of its own", second("shop-other"));
  const deleting = (mounted: boolean) => () => {
    const all = withFiles();
    if (mounted) all.cloud.make(token.mountTarget, mountInputs(all));
    return all.cloud.deleting(all.files);
  };
  breaks("file-system-not-mounted", "to be deleted with a mount target", deleting(true), "FileSystemInUse");
  passes("file-system-not-mounted", "to be deleted without mount targets", deleting(false));

  it("has an id, an ARN and a name in DNS as EFS writes them", () => {
    const { id, outputs } = withFiles().files;
    assert.match(id, /^fs-[0-9a-f]{17}$/);
    assert.equal(outputs.arn, `arn:aws:elasticfilesystem:eu-north-1:111111111111:file-system/${id}`);
    assert.equal(outputs.dnsName, `${id}.efs.eu-north-1.amazonaws.com`);
  });
});

describe("a mount target in the sandbox", () => {
  const asked =
    (more: (of: Files) => Values = () => ({})) =>
    () => {
      const all = withFiles();
      return all.cloud.creating(token.mountTarget, mountInputs(all, more(all)));
    };
  breaks(
    "mount-target-file-system-exists",
    "a file system of nowhere",
    asked(() => ({ fileSystemId: "fs-0" })),
    "FileSystemNotFound",
  );
  passes("mount-target-file-system-exists", "a file system that is there", asked());
  breaks(
    "mount-target-subnet-exists",
    "a subnet of nowhere",
    asked(() => ({ subnetId: "subnet-0" })),
    "SubnetNotFound",
  );
  passes("mount-target-subnet-exists", "a subnet that is there", asked());
  breaks(
    "mount-target-groups",
    "a group of another VPC",
    asked(({ cloud }) => ({ securityGroups: [foreignNetwork(cloud).group.id] })),
    "SecurityGroupNotFound",
  );
  breaks(
    "mount-target-groups",
    "six groups",
    asked(({ group }) => ({ securityGroups: Array.from({ length: 6 }, () => group.id) })),
    "at most 5",
  );
  passes("mount-target-groups", "a group of its VPC", asked());
  const beside = (subnetOf: (of: Files) => string) =>
    asked((all) => {
      all.cloud.make(token.mountTarget, mountInputs(all));
      return { subnetId: subnetOf(all), securityGroups: [] };
    });
  const same = beside(({ subnets }) => subnets[0].id);
  const foreign = beside(({ cloud }) => foreignNetwork(cloud).subnet.id);
  breaks("mount-target-one-a-zone", "a second one in a zone", same, "MountTargetConflict");
  breaks("mount-target-one-a-zone", "a second one in another VPC", foreign, "stay in one VPC");
  passes(
    "mount-target-one-a-zone",
    "one in the other zone",
    beside(({ subnets }) => subnets[1].id),
  );
});

describe("what belongs to a file system in the sandbox", () => {
  const folder = (path: string, permissions = "0750") => ({
    rootDirectory: { path, creationInfo: { ownerUid: 1000, ownerGid: 1000, permissions } },
  });
  breaks("access-point-folder", "a path without a slash", folder("files"), '"files"');
  breaks("access-point-folder", "five levels", folder("/a/b/c/d/e"), "four levels");
  breaks("access-point-folder", "rights in words", folder("/files", "rwx"), "octal");
  passes("access-point-folder", "a folder", folder("/files"));
  const user = (uid: number) => ({ posixUser: { uid, gid: 1000 } });
  breaks("access-point-identities", "a negative user", user(-1), "uid -1");
  passes("access-point-identities", "an ordinary user", user(1000));
  const status = (word: string) => ({ backupPolicy: { status: word } });
  breaks("backup-policy-status", "another word", status("ON"), '"ON"');
  passes("backup-policy-status", "ENABLED", status("ENABLED"));
  const policy = (statement: Values) => ({ policy: JSON.stringify({ Statement: [statement] }) });
  breaks("file-system-policy-legal", "what is no JSON", { policy: "deny" }, "JSON.stringify");
  breaks("file-system-policy-legal", "a statement about nobody", policy({ Effect: "Deny" }), "without Principal");
  passes("file-system-policy-legal", "a statement about everybody", policy({ Effect: "Deny", Principal: "*" }));

  for (const [type, rule] of [
    [token.accessPoint, "access-point-file-system-exists"],
    [BACKUP_POLICY, "backup-policy-file-system-exists"],
    [FILE_SYSTEM_POLICY, "file-system-policy-file-system-exists"],
  ] as const) {
    const of = (fileSystemId?: string) => () => {
      const { cloud, files } = withFiles();
      return cloud.creating(type, { fileSystemId: fileSystemId ?? files.id });
    };
    breaks(rule, "a file system of nowhere", of("fs-0"), "FileSystemNotFound");
    passes(rule, "a file system that is there", of());
  }
});
