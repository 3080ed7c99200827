import type { BucketLocationConstraint, S3Client } from "@aws-sdk/client-s3";
import type { Session } from "../session.ts";

/** A bucket, and a client of its own region. */
export interface BucketAt {
  readonly name: string;
  readonly region: string;
  readonly client: () => Promise<S3Client>;
}

/** Opens nothing yet. */
export function bucketAt(name: string, region: string, session: Session): BucketAt {
  let made: Promise<S3Client> | undefined;
  const client = async () => {
    const { S3Client } = await import("@aws-sdk/client-s3");
    return new S3Client({ ...(await session.clientConfig()), region });
  };
  return {
    name,
    region,
    client() {
      made ??= client();
      return made;
    },
  };
}

/** Region of the bucket where this account has it, else undefined. Of a bucket in view, S3 does not say whose it is. */
export async function ownRegion({ name, region, client }: BucketAt): Promise<string | undefined> {
  const { HeadBucketCommand, paginateListBuckets } = await import("@aws-sdk/client-s3");
  const s3 = await client();
  // S3 says the region of each bucket in pages alone.
  for await (const page of paginateListBuckets({ client: s3, pageSize: 1000 }, { Prefix: name })) {
    const found = (page.Buckets ?? []).find((bucket) => bucket.Name === name);
    if (found) {
      const where = found.BucketRegion ?? (await s3.send(new HeadBucketCommand({ Bucket: name }))).BucketRegion;
      return where ?? region;
    }
  }
  return undefined;
}

/** How S3 answers whoever asks for the bucket: `open`, and to `owner` alone if one is named; `none`: nobody has it. */
export async function doorOf({ name, client }: BucketAt, owner?: string): Promise<"open" | "closed" | "none"> {
  const { HeadBucketCommand } = await import("@aws-sdk/client-s3");
  const s3 = await client();
  try {
    await s3.send(new HeadBucketCommand({ Bucket: name, ...(owner !== undefined && { ExpectedBucketOwner: owner }) }));
    return "open";
  } catch (error) {
    const status: unknown = Object(Object(error).$metadata).httpStatusCode;
    if (status === 404) {
      return "none";
    }
    // Another region's bucket is answered with where it is.
    if (status === 400 || status === 301 || status === 307 || status === 403) {
      return "closed";
    }
    throw error;
  }
}

/** Makes the bucket, which AWS closes to the public from the start. */
export async function makeBucket({ name, region, client }: BucketAt): Promise<void> {
  const { CreateBucketCommand } = await import("@aws-sdk/client-s3");
  const s3 = await client();
  await s3.send(
    new CreateBucketCommand({
      Bucket: name,
      ObjectOwnership: "BucketOwnerEnforced",
      ...(isConstraint(region) && { CreateBucketConfiguration: { LocationConstraint: region } }),
    }),
  );
}

/** The first region of AWS is the one that is not named. */
function isConstraint(region: string): region is BucketLocationConstraint {
  return region !== "us-east-1";
}
