import assert from "node:assert/strict";
import { findRevision } from "../../../sandbox/models/ecs-revisions.ts";
import { TASK_DEFINITION } from "../../../sandbox/models/ecs-task-definition.ts";
import { arnOf, container, roleWith, taskInputs } from "./app.ts";
import { breaks, passes } from "./cases.ts";
import { Cloud } from "./cloud.ts";

const one = (more: object) => taskInputs([container({ ...more })]);
const two = (more: object, first: object = {}) =>
  taskInputs([container({ ...first }), container({ name: "init", essential: false, portMappings: [], ...more })]);
const logging = (options: object) => one({ logConfiguration: { logDriver: "awslogs", options } });
const whole = { "awslogs-group": "/shop", "awslogs-region": "eu-north-1", "awslogs-stream-prefix": "api" };
const secretArn = "arn:aws:secretsmanager:eu-north-1:111111111111:secret:shop-AbCdEf";

describe("the sandbox's task definition", () => {
  breaks(
    "task-definition-family-shape",
    "a family with a dot",
    taskInputs(undefined, { family: "shop.api" }),
    "shop.api",
  );
  passes("task-definition-family-shape", "a family of letters and hyphens", taskInputs());
  breaks(
    "task-definition-fargate-pair",
    "CPU and memory that Fargate does not pair",
    taskInputs(undefined, { memory: "4096" }),
    "512, 1024, 2048",
  );
  breaks(
    "task-definition-fargate-pair",
    "CPU that Fargate does not have",
    taskInputs(undefined, { cpu: "300" }),
    "256, 512",
  );
  for (const [cpu, memory] of [
    ["256", "512"],
    ["1024", "8192"],
    ["4096", "30720"],
    ["8192", "20480"],
    ["16384", "122880"],
  ]) {
    passes("task-definition-fargate-pair", `cpu ${cpu} with ${memory} MiB`, taskInputs(undefined, { cpu, memory }));
  }
  breaks(
    "task-definition-fargate-awsvpc",
    "Fargate in bridge mode",
    taskInputs(undefined, { networkMode: "bridge" }),
    "awsvpc",
  );
  passes("task-definition-fargate-awsvpc", "Fargate with awsvpc", taskInputs());
  breaks(
    "task-definition-container-sums",
    "containers that want more CPU than the task",
    two({ cpu: 200 }, { cpu: 100 }),
    "300 cpu",
  );
  breaks(
    "task-definition-container-sums",
    "a container that wants more memory than the task",
    one({ memory: 1024 }),
    "1024 memory",
  );
  passes("task-definition-container-sums", "containers within the task", two({ cpu: 128 }, { cpu: 128, memory: 512 }));
  breaks(
    "task-definition-size",
    "definitions above 64 KiB",
    one({ environment: [{ name: "A", value: "x".repeat(66_000) }] }),
    "65536",
  );
  passes("task-definition-size", "definitions below 64 KiB", one({}));
  breaks(
    "task-definition-ephemeral-storage",
    "the free 20 GiB, which cannot be written",
    taskInputs(undefined, { ephemeralStorage: { sizeInGib: 20 } }),
    "21 to 200",
  );
  passes("task-definition-ephemeral-storage", "21 GiB", taskInputs(undefined, { ephemeralStorage: { sizeInGib: 21 } }));

  it("counts revisions up, and an old one is not active once it is deleted", () => {
    const cloud = new Cloud();
    const first = cloud.make(TASK_DEFINITION, taskInputs());
    const second = cloud.make(TASK_DEFINITION, taskInputs([container({ cpu: 1 })]));
    assert.deepEqual([first.outputs.revision, second.outputs.revision], [1, 2]);
    assert.equal(second.outputs.arn, "arn:aws:ecs:eu-north-1:111111111111:task-definition/shop-api:2");
    assert.equal(findRevision(cloud.account, cloud.place, "shop-api")?.revision, 2);
    cloud.delete(second);
    assert.equal(findRevision(cloud.account, cloud.place, "shop-api:2")?.active, false);
    assert.equal(findRevision(cloud.account, cloud.place, arnOf(first))?.active, true);
  });

  it("stays active when it is deleted with skipDestroy, so that a rollback finds it", () => {
    const cloud = new Cloud();
    const task = cloud.make(TASK_DEFINITION, taskInputs(undefined, { skipDestroy: true }));
    cloud.delete(task);
    assert.equal(findRevision(cloud.account, cloud.place, "shop-api:1")?.active, true);
  });
});

describe("the containers of a task definition in the sandbox", () => {
  breaks(
    "task-definition-containers-valid",
    "JSON that does not parse",
    taskInputs(undefined, { containerDefinitions: "[{" }),
    "JSON.stringify",
  );
  breaks("task-definition-containers-valid", "a container without an image", one({ image: "" }), "no image");
  breaks(
    "task-definition-containers-valid",
    "eleven containers",
    taskInputs(Array.from({ length: 11 }, () => container())),
    "11 containers",
  );
  breaks("task-definition-containers-valid", "no essential container", one({ essential: false }), "essential");
  passes("task-definition-containers-valid", "one container", one({}));
  breaks(
    "task-definition-container-names",
    "two containers of one name",
    taskInputs([container(), container()]),
    '"api"',
  );
  breaks("task-definition-container-names", "a name with a dot", one({ name: "api.v1" }), "api.v1");
  passes("task-definition-container-names", "two names", two({}));

  breaks(
    "task-definition-canonical",
    "containers out of order",
    taskInputs([container({ name: "b" }), container({ name: "a" })]),
    "sort them",
  );
  breaks("task-definition-canonical", "a default that ECS adds", one({ mountPoints: undefined }), "mountPoints");
  breaks(
    "task-definition-canonical",
    "variables out of order",
    one({
      environment: [
        { name: "B", value: "1" },
        { name: "A", value: "1" },
      ],
    }),
    "B, A",
  );
  breaks("task-definition-canonical", "a null", one({ user: null }), "user");
  breaks(
    "task-definition-canonical",
    "a port without its host port",
    one({ portMappings: [{ containerPort: 80, protocol: "tcp" }] }),
    "hostPort",
  );
  passes(
    "task-definition-canonical",
    "what ECS answers",
    two({
      environment: [
        { name: "A", value: "1" },
        { name: "B", value: "1" },
      ],
    }),
  );

  const on = (condition: string, more: object = {}) => two(more, { dependsOn: [{ containerName: "init", condition }] });
  breaks(
    "task-definition-depends-on",
    "a container of another task",
    one({ dependsOn: [{ containerName: "x", condition: "START" }] }),
    "no container of the task",
  );
  breaks("task-definition-depends-on", "a condition that is none", on("READY"), "START, COMPLETE");
  breaks("task-definition-depends-on", "HEALTHY without a health check", on("HEALTHY"), "healthCheck");
  breaks(
    "task-definition-depends-on",
    "SUCCESS of an essential container",
    on("SUCCESS", { essential: true }),
    "essential",
  );
  breaks(
    "task-definition-depends-on",
    "a circle",
    on("START", { dependsOn: [{ containerName: "api", condition: "START" }] }),
    "circle",
  );
  passes("task-definition-depends-on", "SUCCESS of an init container", on("SUCCESS"));
  const mounted = one({ mountPoints: [{ sourceVolume: "tmp", containerPath: "/tmp" }] });
  breaks("task-definition-mount-points", "a volume that is not declared", mounted, "tmp");
  passes("task-definition-mount-points", "a volume of the task", { ...mounted, volumes: [{ name: "tmp" }] });
  breaks(
    "task-definition-awslogs",
    "logs without a stream prefix",
    logging({ ...whole, "awslogs-stream-prefix": "" }),
    "awslogs-stream-prefix",
  );
  passes("task-definition-awslogs", "logs with group, region and prefix", logging(whole));
  breaks(
    "task-definition-secrets-by-arn",
    "a secret's value itself",
    one({ secrets: [{ name: "KEY", valueFrom: "hunter2" }] }),
    "no ARN",
  );
  passes(
    "task-definition-secrets-by-arn",
    "a secret's ARN",
    one({ secrets: [{ name: "KEY", valueFrom: `${secretArn}:key::` }] }),
  );
  const both = { secrets: [{ name: "KEY", valueFrom: secretArn }], environment: [{ name: "KEY", value: "1" }] };
  breaks("task-definition-variable-names-once", "a name that is variable and secret", one(both), "'KEY'");
  passes(
    "task-definition-variable-names-once",
    "two names",
    one({ ...both, environment: [{ name: "OTHER", value: "1" }] }),
  );
  breaks(
    "task-definition-ports",
    "a host port of its own",
    one({ portMappings: [{ containerPort: 80, hostPort: 81, protocol: "tcp" }] }),
    "81 is not 80",
  );
  breaks(
    "task-definition-ports",
    "a port of two containers",
    two({ portMappings: [{ containerPort: 8080, hostPort: 8080, protocol: "tcp" }] }),
    "8080/tcp",
  );
  passes("task-definition-ports", "a port that is the same outside", one({}));
  breaks("task-definition-stop-timeout", "more than two minutes to stop on Fargate", one({ stopTimeout: 121 }), "120");
  passes("task-definition-stop-timeout", "two minutes to stop", one({ stopTimeout: 120 }));
  const check = (more: object) => one({ healthCheck: { command: ["CMD-SHELL", "true"], interval: 30, ...more } });
  breaks("task-definition-health-check", "a command without CMD", check({ command: ["curl"] }), "CMD-SHELL");
  breaks("task-definition-health-check", "an interval below 5 seconds", check({ interval: 1 }), "5 to 300");
  passes("task-definition-health-check", "a command and an interval", check({}));
});

describe("the roles of a task definition in the sandbox", () => {
  const withRoles =
    (more: object, containers = [container()]) =>
    () => {
      const cloud = new Cloud();
      const { role } = roleWith(cloud, "run", "ecs-tasks.amazonaws.com", []);
      const roles = { executionRoleArn: arnOf(role), taskRoleArn: arnOf(role), ...more };
      return cloud.creating(TASK_DEFINITION, taskInputs(containers, roles));
    };
  const secretive = [container({ secrets: [{ name: "KEY", valueFrom: secretArn }] })];
  breaks(
    "task-definition-execution-role-given",
    "secrets without an execution role",
    withRoles({ executionRoleArn: undefined }, secretive),
    "secrets",
  );
  passes("task-definition-execution-role-given", "secrets with an execution role", withRoles({}, secretive));
  for (const [rule, input] of [
    ["task-definition-execution-role-exists", "executionRoleArn"],
    ["task-definition-task-role-exists", "taskRoleArn"],
  ] as const) {
    breaks(
      rule,
      "a role of nowhere",
      withRoles({ [input]: "arn:aws:iam::111111111111:role/none" }),
      "Role is not valid",
    );
    passes(rule, "a role of the account", withRoles({}));
  }
});

describe("what a container asks of Linux in the sandbox", () => {
  const tmpfs = (...mounts: readonly object[]) =>
    one({ linuxParameters: { initProcessEnabled: true, tmpfs: mounts.map((mount) => ({ size: 64, ...mount })) } });
  breaks(
    "task-definition-tmpfs",
    "a path that is not absolute",
    tmpfs({ containerPath: "tmp" }),
    "begin it with a slash",
  );
  breaks("task-definition-tmpfs", "no size", tmpfs({ containerPath: "/tmp", size: 0 }), "1 or more");
  breaks(
    "task-definition-tmpfs",
    "a mount option of nowhere",
    tmpfs({ containerPath: "/tmp", mountOptions: ["fast"] }),
    '"fast" is not known',
  );
  breaks(
    "task-definition-tmpfs",
    "one path twice",
    tmpfs({ containerPath: "/tmp" }, { containerPath: "/tmp" }),
    "twice",
  );
  passes(
    "task-definition-tmpfs",
    "two paths that everybody may write to",
    tmpfs({ containerPath: "/tmp", mountOptions: ["mode=1777", "nosuid"] }, { containerPath: "/run" }),
  );
  breaks(
    "task-definition-tmpfs-memory",
    "as much tmpfs as the task has memory",
    tmpfs({ containerPath: "/tmp", size: 512 }),
    "512 MiB together",
  );
  passes("task-definition-tmpfs-memory", "tmpfs in half of the memory", tmpfs({ containerPath: "/tmp", size: 256 }));
  const adding = (...add: readonly string[]) => one({ linuxParameters: { capabilities: { add } } });
  breaks("task-definition-capabilities", "a capability that Fargate does not give", adding("NET_ADMIN"), "NET_ADMIN");
  passes("task-definition-capabilities", "the one that Fargate gives", adding("SYS_PTRACE"));
  const port = { containerPort: 8080, hostPort: 8080, protocol: "tcp" };
  const named = (...names: readonly string[]) =>
    one({ portMappings: names.map((name, at) => ({ ...port, name, containerPort: 8080 + at, hostPort: 8080 + at })) });
  breaks("task-definition-port-names", "a name in upper case", named("API"), '"API"');
  breaks("task-definition-port-names", "one name for two ports", named("api", "api"), "used twice");
  passes("task-definition-port-names", "a name for each port", named("api", "metrics"));
});

describe("the volumes of a task definition in the sandbox", () => {
  const volumes = (...given: readonly object[]) => taskInputs(undefined, { volumes: given });
  breaks("task-definition-volume-names", "a name with a slash", volumes({ name: "a/b" }), "a/b");
  breaks("task-definition-volume-names", "one name twice", volumes({ name: "a" }, { name: "a" }), "Duplicate");
  passes("task-definition-volume-names", "names of their own", volumes({ name: "a" }, { name: "b" }));
  const files = (more: object, authorizationConfig: object = { iam: "ENABLED", accessPointId: "fsap-1" }) =>
    volumes({ name: "files", efsVolumeConfiguration: { fileSystemId: "fs-1", authorizationConfig, ...more } });
  breaks("task-definition-files-encrypted", "files in clear", files({}), "set transitEncryption to ENABLED");
  breaks(
    "task-definition-files-encrypted",
    "a root beside an access point",
    files({ transitEncryption: "ENABLED", rootDirectory: "/other" }),
    "leave it out",
  );
  passes("task-definition-files-encrypted", "encrypted files", files({ transitEncryption: "ENABLED" }));
  passes("task-definition-files-encrypted", "files that anybody may mount", files({}, {}));
});
