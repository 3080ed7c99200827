import type { Control } from "./control.ts";

export const route53Controls: readonly Control[] = [
  {
    id: "Route53.2",
    title: "Public hosted zones log queries",
    verdict: {
      notApplicable:
        "No hosted zone is made: the domain's zone is there before, and whoever has it decides on its log.",
    },
  },
];
