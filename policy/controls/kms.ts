import type { Control } from "./control.ts";

const throughServices =
  "AWS's control looks at no condition, so that it lists a policy that decrypts through named services alone, as the preview role's does.";

export const kmsControls: readonly Control[] = [
  {
    id: "KMS.1",
    title: "Managed policies decrypt with named keys",
    verdict: { rule: "iam-decryption-scoped", less: throughServices },
  },
  {
    id: "KMS.2",
    title: "Inline policies decrypt with named keys",
    verdict: { rule: "iam-decryption-scoped", less: throughServices },
  },
  {
    id: "KMS.3",
    title: "Keys are not deleted by mistake",
    verdict: {
      notApplicable:
        "No key is made; AWS's own and the one of Pulumi's state are used, and no role here is given the right to delete a key.",
    },
  },
  { id: "KMS.5", title: "Keys are not for everybody", verdict: { rule: "resource-policy-not-public" } },
];
