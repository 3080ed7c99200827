import type { Rule, Values } from "../model.ts";
import { eachContainer, repeated } from "./each-container.ts";
import { containersOf } from "./ecs-container.ts";
import { onFargate } from "./fargate.ts";
import { num, object, objects, str, texts } from "./values.ts";

const TMPFS = "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Tmpfs.html";
const MOUNT_OPTIONS = new Set(
  (
    "defaults ro rw suid nosuid dev nodev exec noexec sync async dirsync remount mand nomand atime noatime diratime " +
    "nodiratime bind rbind unbindable runbindable private rprivate shared rshared slave rslave relatime norelatime " +
    "strictatime nostrictatime mode uid gid nr_inodes nr_blocks mpol"
  ).split(" "),
);

const tmpfsOf = (container: Values) => objects(object(container, "linuxParameters"), "tmpfs");

const tmpfs = eachContainer(
  "task-definition-tmpfs",
  "A tmpfs has an absolute path of its own, a size of 1 MiB or more, and mount options that ECS knows.",
  TMPFS,
  ({ name, values }) => {
    const mounts = tmpfsOf(values);
    const start = `ClientException: tmpfs of container "${name}"`;
    for (const mount of mounts) {
      const path = str(mount, "containerPath") ?? "";
      const size = num(mount, "size") ?? 0;
      if (!path.startsWith("/")) return `${start}: containerPath "${path}" is not absolute: begin it with a slash`;
      if (size < 1) return `${start} at ${path}: size ${size} is no number of MiB: use 1 or more`;
      const option = texts(mount, "mountOptions").find((one) => !MOUNT_OPTIONS.has(one.split("=")[0] ?? ""));
      if (option !== undefined)
        return `${start} at ${path}: mount option "${option}" is not known: use, for example, nosuid or mode=1777`;
    }
    const bound = objects(values, "mountPoints").map((mount) => str(mount, "containerPath") ?? "");
    const twice = repeated([...mounts.map((mount) => str(mount, "containerPath") ?? ""), ...bound]);
    return twice === undefined ? undefined : `${start}: ${twice} is mounted twice: keep one of them`;
  },
);

const tmpfsMemory: Rule<Values> = {
  id: "task-definition-tmpfs-memory",
  says: "What is held in memory as tmpfs leaves memory of the task to its containers: it counts as theirs when it is filled.",
  source: "https://aws.amazon.com/about-aws/whats-new/2026/01/amazon-ecs-tmpfs-mounts-aws-fargate-managed-instances/",
  refuse(values) {
    const sum = containersOf(values)
      .flatMap((container) => tmpfsOf(container.values))
      .reduce((total, mount) => total + (num(mount, "size") ?? 0), 0);
    const memory = num(values, "memory");
    return memory === undefined || sum < memory
      ? undefined
      : `the tmpfs of "${values.family}" have ${sum} MiB together, and the task has ${memory}: a full one would end the task for want of memory. Make them smaller, or give the task more memory`;
  },
};

const capabilities = eachContainer(
  "task-definition-capabilities",
  "A container on Fargate is given no capability of Linux beyond the usual ones but SYS_PTRACE.",
  "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_KernelCapabilities.html",
  ({ name, values }, _all, taskDefinition) => {
    const added = texts(object(object(values, "linuxParameters"), "capabilities"), "add");
    const wrong = added.find((one) => one !== "SYS_PTRACE");
    return wrong === undefined || !onFargate(taskDefinition)
      ? undefined
      : `ClientException: The following Linux capabilities can't be added for tasks that use Fargate: ${wrong} (container "${name}"): leave it out`;
  },
);

const portNames: Rule<Values> = {
  id: "task-definition-port-names",
  says: "Names of ports are unique in a task, of up to 64 lower-case letters, digits, hyphens and underscores, and do not begin with a hyphen.",
  source: "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html",
  refuse(values) {
    const names = containersOf(values)
      .flatMap((container) => objects(container.values, "portMappings"))
      .map((port) => str(port, "name"))
      .filter((name) => name !== undefined);
    const wrong = names.find((name) => !/^[a-z0-9_][a-z0-9_-]{0,63}$/.test(name));
    if (wrong !== undefined)
      return `ClientException: port name "${wrong}" is not allowed: use up to 64 lower-case letters, digits, hyphens and underscores`;
    const twice = repeated(names);
    return twice === undefined
      ? undefined
      : `ClientException: port name "${twice}" is used twice in "${values.family}": rename one`;
  },
};

/** Rules on what a container asks of Linux, and on the names of its ports. */
export const containerLinux: readonly Rule<Values>[] = [tmpfs, tmpfsMemory, capabilities, portNames];
