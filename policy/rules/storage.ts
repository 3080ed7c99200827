import type { Rule } from "../rule.ts";
import { accessPointHasFolder } from "./storage/access-point-has-folder.ts";
import { accessPointHasUser } from "./storage/access-point-has-user.ts";
import { bucketAclsOff } from "./storage/bucket-acls-off.ts";
import { bucketBlocksPublicAccess } from "./storage/bucket-blocks-public-access.ts";
import { bucketHasLifecycle } from "./storage/bucket-has-lifecycle.ts";
import { bucketPolicyOwnAccount } from "./storage/bucket-policy-own-account.ts";
import { bucketTlsOnly } from "./storage/bucket-tls-only.ts";
import { fileSystemBackedUp } from "./storage/file-system-backed-up.ts";
import { fileSystemEncrypted } from "./storage/file-system-encrypted.ts";
import { resourcePolicyNotPublic } from "./storage/resource-policy-not-public.ts";
import { secretRecoverable } from "./storage/secret-recoverable.ts";
import { servicePrincipalBound } from "./storage/service-principal-bound.ts";

export const storageRules: readonly Rule[] = [
  bucketBlocksPublicAccess,
  bucketTlsOnly,
  bucketAclsOff,
  bucketPolicyOwnAccount,
  bucketHasLifecycle,
  resourcePolicyNotPublic,
  servicePrincipalBound,
  secretRecoverable,
  fileSystemEncrypted,
  fileSystemBackedUp,
  accessPointHasFolder,
  accessPointHasUser,
];
