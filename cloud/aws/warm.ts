import { BatchGetImageCommand, ECRClient, type ImageIdentifier } from "@aws-sdk/client-ecr";
import type { CachedImage } from "../cloud.ts";
import { whenThere } from "./finder.ts";
import type { Session } from "./session.ts";

/** Every kind of manifest, so that ECR converts none: a converted one has another digest. */
const acceptedMediaTypes = [
  "application/vnd.oci.image.index.v1+json",
  "application/vnd.oci.image.manifest.v1+json",
  "application/vnd.docker.distribution.manifest.list.v2+json",
  "application/vnd.docker.distribution.manifest.v2+json",
];
const looks = 6;
const pauseMilliseconds = 5000;

/**
 * Makes ECR hold an image of a pull-through cache. By a digest it serves only what it holds already, so the first pull
 * is by the tag; its repository may not be there until then.
 */
export async function warm(
  image: CachedImage,
  { session, pause }: { session: Session; pause: (milliseconds: number) => Promise<unknown> },
): Promise<void> {
  const ecr = new ECRClient(await session.clientConfig());
  const get = (imageId: ImageIdentifier) => pull(ecr, image.repository, imageId);
  let byTag: Pulled = { why: "it was not asked for" };
  for (let look = 1; look <= looks; look += 1) {
    if ("digest" in (await get({ imageDigest: image.digest }))) {
      return;
    }
    byTag = await get({ imageTag: image.tag });
    if ("digest" in byTag && byTag.digest !== image.digest) {
      throw new Error(
        `${nameOf(image)}: its tag ${image.tag} is ${byTag.digest} now, so ECR cannot be made to pull this digest: tag the image anew, or take the digest that the tag has`,
      );
    }
    if (look < looks) {
      await pause(pauseMilliseconds);
    }
  }
  const why = "why" in byTag ? byTag.why : "it answers the tag and not the digest";
  throw new Error(
    `${nameOf(image)}: ECR does not pull it by its tag ${image.tag} (${why}): see whether the tag exists upstream and whether the pull-through cache has credentials for it`,
  );
}

type Pulled = { readonly digest: string } | { readonly why: string };

async function pull(ecr: ECRClient, repositoryName: string, imageId: ImageIdentifier): Promise<Pulled> {
  const answer = await whenThere(
    ecr.send(new BatchGetImageCommand({ repositoryName, imageIds: [imageId], acceptedMediaTypes })),
    "RepositoryNotFoundException",
  );
  const digest = answer?.images?.[0]?.imageId?.imageDigest;
  const why = answer?.failures?.[0]?.failureReason ?? `there is no repository ${repositoryName} yet`;
  return digest === undefined ? { why } : { digest };
}

function nameOf({ repository, digest }: CachedImage): string {
  return `image ${repository}@${digest}`;
}
