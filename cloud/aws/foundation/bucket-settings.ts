import { whenThere } from "../finder.ts";
import type { BucketAt } from "./bucket.ts";
import { policySays, type ResourceStatement } from "./resource-policy.ts";
import type { Setting } from "./thing.ts";

/** That old versions of its objects are kept, which a state that went wrong is had back from. */
export function versioned({ name, client }: BucketAt): Setting {
  return {
    so: "keeps old versions",
    notSo: "keeps no old versions",
    async isSo() {
      const { GetBucketVersioningCommand } = await import("@aws-sdk/client-s3");
      return (await (await client()).send(new GetBucketVersioningCommand({ Bucket: name }))).Status === "Enabled";
    },
    async set() {
      const { PutBucketVersioningCommand } = await import("@aws-sdk/client-s3");
      const VersioningConfiguration = { Status: "Enabled" } as const;
      await (await client()).send(new PutBucketVersioningCommand({ Bucket: name, VersioningConfiguration }));
    },
  };
}

/** That its objects are encrypted, with whichever key it has been given. */
export function encrypted({ name, client }: BucketAt): Setting {
  return {
    so: "is encrypted",
    notSo: "is not encrypted",
    async isSo() {
      const { GetBucketEncryptionCommand } = await import("@aws-sdk/client-s3");
      const answer = (await client()).send(new GetBucketEncryptionCommand({ Bucket: name }));
      const found = await whenThere(answer, "ServerSideEncryptionConfigurationNotFoundError");
      return (found?.ServerSideEncryptionConfiguration?.Rules ?? []).length > 0;
    },
    async set() {
      const { PutBucketEncryptionCommand } = await import("@aws-sdk/client-s3");
      const Rules = [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "AES256" as const } }];
      await (await client()).send(
        new PutBucketEncryptionCommand({ Bucket: name, ServerSideEncryptionConfiguration: { Rules } }),
      );
    },
  };
}

const closed = {
  BlockPublicAcls: true,
  BlockPublicPolicy: true,
  IgnorePublicAcls: true,
  RestrictPublicBuckets: true,
} as const;

/** That no list of rights and no policy opens it to everybody. */
export function closedToPublic({ name, client }: BucketAt): Setting {
  return {
    so: "is closed to the public",
    notSo: "may be opened to the public",
    async isSo() {
      const { GetPublicAccessBlockCommand } = await import("@aws-sdk/client-s3");
      const answer = (await client()).send(new GetPublicAccessBlockCommand({ Bucket: name }));
      const found = await whenThere(answer, "NoSuchPublicAccessBlockConfiguration");
      const block = found?.PublicAccessBlockConfiguration;
      return Object.keys(closed).every((key) => Object(block)[key] === true);
    },
    async set() {
      const { PutPublicAccessBlockCommand } = await import("@aws-sdk/client-s3");
      await (await client()).send(
        new PutPublicAccessBlockCommand({ Bucket: name, PublicAccessBlockConfiguration: closed }),
      );
    },
  };
}

/** That what another account writes is this one's, and policies alone give rights. */
export function ownsItsObjects({ name, client }: BucketAt): Setting {
  const ObjectOwnership = "BucketOwnerEnforced" as const;
  return {
    so: "owns all objects in it",
    notSo: "leaves objects to who wrote them",
    async isSo() {
      const { GetBucketOwnershipControlsCommand } = await import("@aws-sdk/client-s3");
      const answer = (await client()).send(new GetBucketOwnershipControlsCommand({ Bucket: name }));
      const found = await whenThere(answer, "OwnershipControlsNotFoundError");
      return (found?.OwnershipControls?.Rules ?? []).some((rule) => rule.ObjectOwnership === ObjectOwnership);
    },
    async set() {
      const { PutBucketOwnershipControlsCommand } = await import("@aws-sdk/client-s3");
      const OwnershipControls = { Rules: [{ ObjectOwnership }] };
      await (await client()).send(new PutBucketOwnershipControlsCommand({ Bucket: name, OwnershipControls }));
    },
  };
}

/** That its policy says these statements. */
export function bucketPolicySays(
  { name, client }: BucketAt,
  statements: readonly ResourceStatement[],
  words: Pick<Setting, "so" | "notSo">,
): Setting {
  return policySays(statements, words, {
    async read() {
      const { GetBucketPolicyCommand } = await import("@aws-sdk/client-s3");
      const answer = (await client()).send(new GetBucketPolicyCommand({ Bucket: name }));
      return (await whenThere(answer, "NoSuchBucketPolicy"))?.Policy;
    },
    async write(Policy) {
      const { PutBucketPolicyCommand } = await import("@aws-sdk/client-s3");
      await (await client()).send(new PutBucketPolicyCommand({ Bucket: name, Policy }));
    },
  });
}
