import assert from "node:assert/strict";
import type { Values } from "../../sandbox/model.ts";
import { TASK_DEFINITION } from "../../sandbox/models/ecs-task-definition.ts";
import { token } from "../../sandbox/models/tokens.ts";
import { app, arnOf, container, roleWith, taskInputs } from "./models/app.ts";

/** The app with a file system that its task mounts; `without` leaves out one thing that it needs. */
function start(without?: "zone" | "rule" | "permission", more: Values = {}): string | undefined {
  const all = app();
  const { cloud, vpc, inner, group } = all;
  const files = cloud.make(token.fileSystem, { creationToken: "shop-files", encrypted: true });
  const door = cloud.make(token.securityGroup, { vpcId: vpc.id, name: "files" });
  const access = cloud.make(token.accessPoint, { fileSystemId: files.id });
  for (const { id: subnetId } of without === "zone" ? inner.slice(1) : inner) {
    cloud.make(token.mountTarget, { fileSystemId: files.id, subnetId, securityGroups: [door.id] });
  }
  const nfs = { ipProtocol: "tcp", fromPort: 2049, toPort: 2049 };
  cloud.make(token.egressRule, { securityGroupId: group.id, referencedSecurityGroupId: door.id, ...nfs });
  if (without !== "rule") {
    cloud.make(token.ingressRule, { securityGroupId: door.id, referencedSecurityGroupId: group.id, ...nfs });
  }
  const mount = without === "permission" ? "elasticfilesystem:ClientRootAccess" : "elasticfilesystem:ClientMount";
  const { role } = roleWith(cloud, "shop-app", "ecs-tasks.amazonaws.com", [[[mount], [arnOf(files)]]]);
  const efsVolumeConfiguration = {
    fileSystemId: files.id,
    transitEncryption: "ENABLED",
    authorizationConfig: { accessPointId: access.id, iam: "ENABLED" },
    ...more,
  };
  const mountPoints = [{ sourceVolume: "files", containerPath: "/srv", readOnly: false }];
  const task = cloud.make(
    TASK_DEFINITION,
    taskInputs([container({ mountPoints })], {
      executionRoleArn: arnOf(all.execution.role),
      taskRoleArn: arnOf(role),
      volumes: [{ name: "files", efsVolumeConfiguration }],
    }),
  );
  const end = cloud.account.tasks.start(
    {
      cluster: arnOf(all.cluster),
      taskDefinition: arnOf(task),
      subnets: inner.map(({ id }) => id),
      securityGroups: [group.id],
    },
    cloud.place,
  );
  return end.started ? undefined : end.reason;
}

describe("a task in the sandbox that mounts files", () => {
  it("starts when it reaches them and may mount them", () => {
    assert.equal(start(), undefined);
  });

  it("does not start on files of nowhere, nor through an access point of others", () => {
    assert.match(start(undefined, { fileSystemId: "fs-0" }) ?? "", /"fs-0": it does not exist/);
    const authorizationConfig = { accessPointId: "fsap-0", iam: "ENABLED" };
    assert.match(start(undefined, { authorizationConfig }) ?? "", /fsap-0 is none of fs-/);
  });

  it("does not start in a zone without a mount target", () => {
    assert.match(start("zone") ?? "", /there is no mount target in that zone/);
  });

  it("does not start where the file system's group keeps it out", () => {
    assert.match(start("rule") ?? "", /Connection timed out.*on port 2049/);
  });

  it("does not start as a role that may not mount", () => {
    assert.match(start("permission") ?? "", /access denied by server.*elasticfilesystem:ClientMount/);
  });
});
