import { type Client, headers } from "./client.ts";

/** A package of images at ghcr.io: `ghcr.io/<owner>/<package>`. */
export interface ImagePackage {
  readonly owner: string;
  /** Without the owner; may have slashes. */
  readonly package: string;
}

/** One version of a package: an index or a manifest, with or without a tag. */
export interface ImageVersion {
  /** GitHub's number, by which it is deleted. */
  readonly id: number;
  /** `sha256:…`. */
  readonly digest: string;
  readonly tags: readonly string[];
  /** ISO 8601. */
  readonly createdAt: string;
}

/** What GitHub says of a version. Its description knows no pages for a person's packages, which have them too. */
interface Version {
  readonly id: number;
  readonly name: string;
  readonly created_at: string;
  readonly metadata?: { readonly container?: { readonly tags: readonly string[] } };
}

/** All versions of a package, the newest first. */
export async function imageVersions(client: Client, image: ImagePackage): Promise<readonly ImageVersion[]> {
  const address = { ...addressOf(image), per_page: 100, headers };
  const { owner } = image;
  const versions = (await isOrganization(client, owner))
    ? await client.paginate<Version>("GET /orgs/{org}/packages/{package_type}/{package_name}/versions", {
        org: owner,
        ...address,
      })
    : await client.paginate<Version>("GET /users/{username}/packages/{package_type}/{package_name}/versions", {
        username: owner,
        ...address,
      });
  return versions.map(({ id, name, metadata, created_at: createdAt }) => ({
    id,
    digest: name,
    tags: metadata?.container?.tags ?? [],
    createdAt,
  }));
}

/** Deletes one version. GitHub can restore it for thirty days. */
export async function deleteImageVersion(client: Client, image: ImagePackage & { readonly id: number }): Promise<void> {
  const address = { ...addressOf(image), package_version_id: image.id, headers };
  const { owner } = image;
  if (await isOrganization(client, owner)) {
    const route = "DELETE /orgs/{org}/packages/{package_type}/{package_name}/versions/{package_version_id}";
    await client.request(route, { org: owner, ...address });
  } else {
    const route = "DELETE /users/{username}/packages/{package_type}/{package_name}/versions/{package_version_id}";
    await client.request(route, { username: owner, ...address });
  }
}

function addressOf({ package: name }: ImagePackage) {
  return { package_type: "container", package_name: name } as const;
}

/** What is known of owners; thousands of versions may be deleted at once, and a job may ask a thousand times an hour. */
const known = new WeakMap<Client, Map<string, Promise<boolean>>>();

/** GitHub has different addresses for the packages of an organization and of a person. */
function isOrganization(client: Client, owner: string): Promise<boolean> {
  const owners = known.get(client) ?? new Map<string, Promise<boolean>>();
  known.set(client, owners);
  const asked = owners.get(owner) ?? askWhether(client, owner);
  owners.set(owner, asked);
  return asked;
}

async function askWhether(client: Client, owner: string): Promise<boolean> {
  const { data } = await client.request("GET /users/{username}", { username: owner, headers });
  return data.type === "Organization";
}
