import type { Control } from "./control.ts";

const noInstance = "No instance of EC2 is made: everything runs on Fargate or Lambda.";

export const ssmControls: readonly Control[] = [
  { id: "SSM.1", title: "Instances are managed by Systems Manager", verdict: { notApplicable: noInstance } },
  { id: "SSM.2", title: "Instances are patched", verdict: { notApplicable: noInstance } },
  { id: "SSM.3", title: "Instances keep their associations", verdict: { notApplicable: noInstance } },
  {
    id: "SSM.4",
    title: "Documents are not public",
    verdict: { notApplicable: "No document of Systems Manager is made: only parameters and sessions are used." },
  },
  {
    id: "SSM.6",
    title: "Automation logs to CloudWatch",
    verdict: { notApplicable: "It is a setting of the account and region; no automation is run." },
  },
  {
    id: "SSM.7",
    title: "Documents cannot be made public",
    verdict: { notApplicable: "It is a setting of the account and region; no document is made." },
  },
];
