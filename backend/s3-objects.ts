import { GetObjectCommand, ListObjectsV2Command, NoSuchKey, S3Client, type S3ClientConfig } from "@aws-sdk/client-s3";

/**
 * Texts of the objects below a path of a backend on S3.
 *
 * @param url the backend's address, as `pulumi login` takes it: `s3://bucket/folder?region=eu-north-1`
 */
export async function objectsIn(url: string, path: string): Promise<readonly string[]> {
  const { host: bucket, pathname, searchParams } = new URL(url);
  const folder = pathname.replaceAll(/^\/+|\/+$/g, "");
  const client = new S3Client(clientConfig(searchParams));
  try {
    const Prefix = folder === "" ? path : `${folder}/${path}`;
    const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket: bucket, Prefix }));
    const keys = Contents.flatMap(({ Key }) => Key ?? []);
    const texts = await Promise.all(keys.map((key) => textOf(client, bucket, key)));
    return texts.filter((text) => text !== undefined);
  } finally {
    client.destroy();
  }
}

/** Undefined where it is gone since it was listed. */
async function textOf(client: S3Client, bucket: string, key: string): Promise<string | undefined> {
  try {
    const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    return await Body?.transformToString();
  } catch (error) {
    if (error instanceof NoSuchKey) return undefined;
    throw error;
  }
}

/** What the address says, by the names of Pulumi's storage library and by the older ones that it still reads. */
export function clientConfig(parameters: URLSearchParams): S3ClientConfig {
  const isTrue = (...names: readonly string[]) =>
    names.some((name) => /^(1|t|true)$/i.test(parameters.get(name) ?? ""));
  const region = parameters.get("region");
  const profile = parameters.get("profile");
  const endpoint = parameters.get("endpoint");
  const scheme = isTrue("disable_https", "disableSSL") ? "http" : "https";
  return {
    ...(region && { region }),
    ...(profile && { profile }),
    ...(endpoint && { endpoint: endpoint.includes("://") ? endpoint : `${scheme}://${endpoint}` }),
    forcePathStyle: isTrue("use_path_style", "s3ForcePathStyle"),
  };
}
