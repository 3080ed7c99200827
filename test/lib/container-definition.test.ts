import assert from "node:assert/strict";
import { type Container, containerDefinitions } from "../../lib/container-definition.ts";

const logs = { group: "/slipway/app-staging-api", region: "eu-north-1" };

function container(own: Partial<Container> = {}): Container {
  return {
    name: "api",
    image: "ghcr.io/acme/api@sha256:0",
    essential: true,
    environment: {},
    secrets: {},
    mounts: [],
    tmpfs: [],
    readonlyRoot: true,
    ...own,
  };
}

function definition(own: Partial<Container> = {}): Record<string, unknown> {
  return { ...containerDefinitions([container(own)], logs)[0] };
}

describe("containerDefinitions", () => {
  it("writes out what ECS would add, since anything else is a change in every preview", () => {
    assert.deepEqual(definition(), {
      name: "api",
      image: "ghcr.io/acme/api@sha256:0",
      essential: true,
      cpu: 0,
      portMappings: [],
      environment: [],
      mountPoints: [],
      volumesFrom: [],
      systemControls: [],
      readonlyRootFilesystem: true,
      linuxParameters: { initProcessEnabled: true },
      logConfiguration: {
        logDriver: "awslogs",
        options: {
          "awslogs-group": "/slipway/app-staging-api",
          "awslogs-region": "eu-north-1",
          "awslogs-stream-prefix": "api",
          "max-buffer-size": "4m",
          mode: "non-blocking",
        },
      },
    });
  });

  it("orders containers and variables by name, so that the order of the configuration is no change", () => {
    const names = containerDefinitions([container({ name: "b" }), container({ name: "a" })], logs);
    assert.deepEqual(
      names.map((each) => Reflect.get(each, "name")),
      ["a", "b"],
    );
    const { environment, secrets } = definition({ environment: { B: "2", A: "1" }, secrets: { D: "4", C: "3" } });
    assert.deepEqual(environment, [
      { name: "A", value: "1" },
      { name: "B", value: "2" },
    ]);
    assert.deepEqual(secrets, [
      { name: "C", valueFrom: "3" },
      { name: "D", valueFrom: "4" },
    ]);
  });

  it("says the port of the host too, which ECS fills in with the container's", () => {
    assert.deepEqual(definition({ port: 8000 }).portMappings, [
      { containerPort: 8000, hostPort: 8000, protocol: "tcp" },
    ]);
  });

  it("names a port only where something asks for it by its name", () => {
    assert.deepEqual(definition({ port: 8000, portName: "api" }).portMappings, [
      { name: "api", containerPort: 8000, hostPort: 8000, protocol: "tcp" },
    ]);
    assert.deepEqual(definition({ portName: "api" }).portMappings, []);
  });

  it("holds paths in memory that any user may write to, in the order of their names", () => {
    const mountOptions = ["exec", "mode=1777", "nodev", "nosuid"];
    const tmpfs = [
      { path: "/var/run", sizeMiB: 1 },
      { path: "/tmp", sizeMiB: 64 },
    ];
    assert.deepEqual(definition({ tmpfs }).linuxParameters, {
      initProcessEnabled: true,
      tmpfs: [
        { containerPath: "/tmp", size: 64, mountOptions },
        { containerPath: "/var/run", size: 1, mountOptions },
      ],
    });
  });

  it("starts a container only after those that prepare for it have ended well", () => {
    assert.deepEqual(definition({ after: ["slipway-init"] }).dependsOn, [
      { containerName: "slipway-init", condition: "SUCCESS" },
    ]);
  });

  it("uses the words of ECS for what may be left out, and has no null for it", () => {
    const whole = definition({
      command: ["serve"],
      entryPoint: ["/init"],
      user: "1000",
      stopSeconds: 90,
      pullSecretArn: "arn:aws:secretsmanager:eu-north-1:111111111111:secret:pull",
      health: { command: ["CMD", "true"], intervalSeconds: 30, timeoutSeconds: 5, retries: 3, startSeconds: 10 },
      mounts: [{ volume: "certificates", path: "/slipway/ca", readOnly: true }],
    });
    assert.deepEqual(
      {
        command: whole.command,
        entryPoint: whole.entryPoint,
        user: whole.user,
        stopTimeout: whole.stopTimeout,
        repositoryCredentials: whole.repositoryCredentials,
        healthCheck: whole.healthCheck,
        mountPoints: whole.mountPoints,
      },
      {
        command: ["serve"],
        entryPoint: ["/init"],
        user: "1000",
        stopTimeout: 90,
        repositoryCredentials: {
          credentialsParameter: "arn:aws:secretsmanager:eu-north-1:111111111111:secret:pull",
        },
        healthCheck: { command: ["CMD", "true"], interval: 30, timeout: 5, retries: 3, startPeriod: 10 },
        mountPoints: [{ sourceVolume: "certificates", containerPath: "/slipway/ca", readOnly: true }],
      },
    );
    assert.doesNotMatch(JSON.stringify(whole), /null/);
  });
});
