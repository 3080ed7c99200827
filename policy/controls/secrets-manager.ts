import type { Control } from "./control.ts";

const rotation =
  "What people gave can be changed by them alone, and what Pulumi made is changed by a deployment, which gives services new tasks; RDS changes the master's password every week.";

export const secretsManagerControls: readonly Control[] = [
  { id: "SecretsManager.1", title: "Secrets change by themselves", verdict: { waived: rotation } },
  {
    id: "SecretsManager.2",
    title: "A change that was planned succeeds",
    verdict: { notApplicable: "No secret here has a rotation of its own, and RDS tells of its one in its events." },
  },
  {
    id: "SecretsManager.3",
    title: "Secrets that nobody reads are removed",
    verdict: {
      notApplicable: "Only use over months shows it; a secret is here because the program has a reader of it.",
    },
  },
  { id: "SecretsManager.4", title: "Secrets change within some days", verdict: { waived: rotation } },
];
