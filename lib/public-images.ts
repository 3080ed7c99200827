/** A public image that slipway itself runs in a task. */
export interface PublicImage {
  /** What a container definition takes: `<repository>@<digest>`. */
  readonly uri: string;
  /** Tag that had the digest, for a person to read. */
  readonly tag: string;
}

/** The images of `tools/images.yaml`, where each digest's source is; kept in step by a test. */
export const publicImages = {
  /** Holds `psql` and `sh`. */
  postgres: {
    uri: "public.ecr.aws/docker/library/postgres@sha256:b0f9560a2de083e2cc7382e75f808c7381a32852a7ec49117deedb300e552b24",
    tag: "17.11-alpine3.24",
  },
  /** Holds `sh` and little else (1 MB). */
  init: {
    uri: "public.ecr.aws/docker/library/busybox@sha256:fc6dddc4c44b1bfe37f41cae8e67d1693828e8f42a91862816d7953e2c9d3f23",
    tag: "1.37.0-musl",
  },
} as const satisfies Readonly<Record<string, PublicImage>>;
