import { containersWithout, isWindows, taskDefinitionType } from "../../containers.ts";
import { at } from "../../inputs.ts";
import type { Rule } from "../../rule.ts";

export const taskUserNotRoot: Rule = {
  name: "task-user-not-root",
  demands: "A container is not started as root where its task definition names the user.",
  why: "Root inside is one bug of the runtime away from root outside.",
  sources: [
    {
      url: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security-tasks-containers.html",
      says: "Containers should run as a user that is not root.",
    },
  ],
  wayOut: "Name another user, for example 1000:1000, or leave it to the image.",
  enforcement: "advisory",
  types: [taskDefinitionType],
  looksAround: false,
  check: (definition) =>
    isWindows(definition)
      ? []
      : containersWithout(definition, (one) => !/^(root|0)(:|$)/.test(`${at(one, "user")}`), "runs as root"),
};
