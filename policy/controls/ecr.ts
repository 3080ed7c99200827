import type { Control } from "./control.ts";

const noRepository =
  "No repository of ECR is made: images are in the team's registry, or come through a pull-through cache, and are named by digest.";

export const ecrControls: readonly Control[] = [
  { id: "ECR.1", title: "Images are scanned", verdict: { notApplicable: noRepository } },
  { id: "ECR.2", title: "Tags cannot be moved", verdict: { notApplicable: noRepository } },
  { id: "ECR.3", title: "Repositories drop old images", verdict: { notApplicable: noRepository } },
];
