import { Image } from "@pulumi/docker/image.js";
import * as pulumi from "@pulumi/pulumi";
import { readImageUri } from "../lib/image-uri.ts";
import { dockerProvider } from "./docker-provider.ts";

/** An image that a task runs. */
export interface BuildableImage {
  /** `registry/path:<tag>` when it is built here. */
  readonly uri: string;
  readonly architecture: "x86_64" | "arm64";
  /** Paths from the folder of `Pulumi.yaml`. */
  readonly build?: { readonly context: string; readonly dockerfile?: string; readonly target?: string };
}

interface BuiltImageArgs extends BuildableImage {
  readonly build: NonNullable<BuildableImage["build"]>;
}

/**
 * An image that Docker builds on the machine that runs `up`, and pushes with whatever login Docker has there. Its tag
 * moves; tasks run the digest, which is another for each build.
 */
class BuiltImage extends pulumi.ComponentResource {
  /** `registry/path@sha256:…`. */
  readonly uri: pulumi.Output<string>;

  constructor(name: string, { uri, architecture, build }: BuiltImageArgs, opts?: pulumi.ComponentResourceOptions) {
    super("slipway:built-image:BuiltImage", name, {}, opts);
    const { context, dockerfile, target } = build;
    const image = new Image(
      `${name}-image`,
      {
        imageName: uri,
        build: {
          context,
          ...(dockerfile !== undefined && { dockerfile }),
          ...(target !== undefined && { target }),
          platform: architecture === "arm64" ? "linux/arm64" : "linux/amd64",
        },
      },
      { parent: this },
    );

    this.uri = image.repoDigest;
    this.registerOutputs({ uri: this.uri });
  }
}

/**
 * Builds each of the images that is to be built, once however many tasks run it; the result is by `uri`. Docker is
 * asked for nothing when there is none.
 */
export function builtImages(images: readonly BuildableImage[]): Record<string, pulumi.Output<string>> {
  const toBuild = new Map<string, BuiltImageArgs>();
  for (const { build, ...image } of images) {
    if (build) {
      toBuild.set(image.uri, { ...image, build });
    }
  }
  if (!toBuild.size) {
    return {};
  }
  const providers = { docker: dockerProvider("docker") };
  return Object.fromEntries(
    [...toBuild.values()].map((args) => [args.uri, new BuiltImage(nameOf(args.uri), args, { providers }).uri]),
  );
}

/** `build-ghcr-io-acme-shop`: an image has no name of its own but its repository's. */
function nameOf(uri: string): string {
  return `build-${readImageUri(uri).repository.replaceAll(/[^a-z0-9]+/g, "-")}`;
}
