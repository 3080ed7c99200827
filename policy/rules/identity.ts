import type { Rule } from "../rule.ts";
import { iamDecryptionScoped } from "./identity/iam-decryption-scoped.ts";
import { iamGithubTrustNamed } from "./identity/iam-github-trust-named.ts";
import { iamGrantsBounded } from "./identity/iam-grants-bounded.ts";
import { iamNoAdministration } from "./identity/iam-no-administration.ts";
import { iamNoBroadManagedPolicies } from "./identity/iam-no-broad-managed-policies.ts";
import { iamNoUsers } from "./identity/iam-no-users.ts";
import { iamRolesPassedByName } from "./identity/iam-roles-passed-by-name.ts";
import { iamSecretsNamed } from "./identity/iam-secrets-named.ts";
import { iamTrustNamed } from "./identity/iam-trust-named.ts";
import { iamTrustSameAccount } from "./identity/iam-trust-same-account.ts";
import { iamWildcardsScoped } from "./identity/iam-wildcards-scoped.ts";
import { parameterSecretEncrypted } from "./identity/parameter-secret-encrypted.ts";

export const identityRules: readonly Rule[] = [
  iamNoAdministration,
  iamWildcardsScoped,
  iamSecretsNamed,
  iamDecryptionScoped,
  iamRolesPassedByName,
  iamGrantsBounded,
  iamNoBroadManagedPolicies,
  iamTrustNamed,
  iamTrustSameAccount,
  iamGithubTrustNamed,
  iamNoUsers,
  parameterSecretEncrypted,
];
