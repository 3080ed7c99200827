import { taskDefinitionType } from "../../containers.ts";
import { at, listOf } from "../../inputs.ts";
import type { Rule } from "../../rule.ts";

export const taskVolumeOverTls: Rule = {
  name: "task-volume-over-tls",
  demands: "A task reaches its EFS volumes over TLS.",
  why: "Files cross the network of the VPC in clear otherwise.",
  sources: [{ control: "ECS.18" }],
  wayOut: 'Set efsVolumeConfiguration.transitEncryption: "ENABLED".',
  enforcement: "mandatory",
  types: [taskDefinitionType],
  looksAround: false,
  check: ({ inputs }) =>
    listOf(inputs.volumes)
      .filter((volume) => {
        const efs = at(volume, "efsVolumeConfiguration");
        return efs !== undefined && at(efs, "transitEncryption") !== "ENABLED";
      })
      .map((volume) => `volume ${at(volume, "name")} is reached without TLS`),
};
