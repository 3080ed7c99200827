import { readImageUri } from "../../lib/image-uri.ts";
import type { Model, Rule, Values } from "../model.ts";
import { derivedHex } from "./identifiers.ts";
import { token } from "./tokens.ts";
import { object, str } from "./values.ts";

const GUIDE = "https://www.pulumi.com/registry/packages/docker/api-docs/image/";

/** An image that was pushed, under its digest: a later build does not take it away. */
export const PUSHED_IMAGE = "sandbox:docker:PushedImage";

const qualified: Rule<Values> = {
  id: "image-name-qualified",
  says: "`imageName` names its registry and has no digest.",
  source: GUIDE,
  refuse({ imageName }) {
    return typeof imageName !== "string" || (/^[^/]+[.:][^/]*\/[^@]+$/.test(imageName) && !imageName.includes("@"))
      ? undefined
      : `"${imageName}" is not qualified: write it like ghcr.io/acme/shop:staging`;
  },
};

const onePlatform: Rule<Values> = {
  id: "image-one-platform",
  says: "An image is built for one platform, `linux/amd64` or `linux/arm64`, which are those of Fargate.",
  source: GUIDE,
  refuse(inputs) {
    const platform = str(object(inputs, "build"), "platform");
    return platform === undefined || platform === "linux/amd64" || platform === "linux/arm64"
      ? undefined
      : `platform "${platform}" is not known: use linux/amd64 or linux/arm64`;
  },
};

/** An image that Docker builds and pushes. The sandbox looks at no file: another digest comes with other inputs. */
const builtImage: Model = {
  type: token.builtImage,
  checks: [qualified, onePlatform],
  identify: (inputs) => str(inputs, "imageName") ?? "",
  outputs(inputs) {
    const imageName = str(inputs, "imageName") ?? "";
    const build = object(inputs, "build");
    const context = str(build, "context") ?? ".";
    return {
      baseImageName: imageName,
      context,
      dockerfile: str(build, "dockerfile") ?? `${context}/Dockerfile`,
      platform: str(build, "platform") ?? "linux/amd64",
      registryServer: str(object(inputs, "registry"), "server") ?? "",
      repoDigest: `${readImageUri(imageName).repository}@sha256:${derivedHex(JSON.stringify(inputs), 64)}`,
    };
  },
  requires: { none: "Docker makes an image of whatever it is given, and a registry takes what it is pushed" },
  replaces: { none: "a built image is pushed again in place, whatever changes: pulumi-docker provider, diffUpdates" },
  blocksDelete: { none: "the provider deletes nothing from a registry: what was pushed stays" },
  after(change, { account, resource: { outputs } }) {
    if (change !== "deleted")
      account.put({ type: PUSHED_IMAGE, id: String(outputs.repoDigest), inputs: {}, outputs: { ...outputs } });
  },
  typicalMinutes: 2,
};

/** What Docker makes on the machine that runs the engine. */
export const models: readonly Model[] = [builtImage];
