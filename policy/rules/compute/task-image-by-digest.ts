import { containersWithout, taskDefinitionType } from "../../containers.ts";
import { at } from "../../inputs.ts";
import type { Rule } from "../../rule.ts";

export const taskImageByDigest: Rule = {
  name: "task-image-by-digest",
  demands: "A container's image is named by its digest.",
  why: "A tag can be moved: what runs is then not what was tested, and a rollback starts the broken image again.",
  sources: [
    {
      url: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/container-considerations.html",
      says: "Tags can be moved; a digest names one image for good.",
    },
  ],
  wayOut: "Write the image as repository@sha256:…, as the registry shows it after the push.",
  enforcement: "mandatory",
  types: [taskDefinitionType],
  looksAround: false,
  check: (definition) =>
    containersWithout(
      definition,
      (container) => /@sha256:[0-9a-f]{64}$/.test(`${at(container, "image")}`),
      "names its image by a tag",
    ),
};
