import { containersWithout, isWindows, taskDefinitionType } from "../../containers.ts";
import { at, isOn } from "../../inputs.ts";
import type { Rule } from "../../rule.ts";

export const taskRootReadOnly: Rule = {
  name: "task-root-read-only",
  demands: "A container cannot write to its own root file system.",
  why: "Whoever breaks in can otherwise leave a program of theirs where the next start of the container runs it.",
  sources: [{ control: "ECS.5" }],
  wayOut: "Set readonlyRootFilesystem: true, and mount a volume or a tmpfs where the program has to write.",
  enforcement: "mandatory",
  types: [taskDefinitionType],
  looksAround: false,
  check: (definition) =>
    isWindows(definition)
      ? []
      : containersWithout(
          definition,
          (container) => isOn(at(container, "readonlyRootFilesystem")),
          "may write to its root file system",
        ),
};
