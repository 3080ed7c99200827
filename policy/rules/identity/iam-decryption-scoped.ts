import { boundBy } from "../../conditions.ts";
import { allows, grantsOf, grantTypes, isOfEverything } from "../../grants.ts";
import type { Rule } from "../../rule.ts";

const decryptions = ["kms:Decrypt", "kms:ReEncryptFrom"];
/** Conditions that say which keys, or on whose behalf. */
const narrowing = /^(kms:(viaservice|resourcealiases|encryptioncontext:.+)|(aws|kms):resourcetag\/.+)$/;

export const iamDecryptionScoped: Rule = {
  name: "iam-decryption-scoped",
  demands: "A policy that allows to decrypt names the keys, or the services that it goes through.",
  why: "It opens whatever is encrypted in the account, so that encryption no longer keeps anybody out.",
  sources: [{ control: "KMS.1" }, { control: "KMS.2" }],
  wayOut: "Name the ARN of the key, or set a condition on kms:ViaService.",
  enforcement: "mandatory",
  types: grantTypes,
  looksAround: true,
  check: (resource, everything) =>
    grantsOf(resource, everything)
      .filter((statement) => !boundBy(statement).some((key) => narrowing.test(key)))
      .flatMap((statement) =>
        decryptions.filter((action) => allows(statement, action) && isOfEverything(statement, action)),
      )
      .map((action) => `it allows ${action} with every key`),
};
