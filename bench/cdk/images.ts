import * as ecs from "aws-cdk-lib/aws-ecs";

const digests = {
  api: "50b2820bc39ca761826dd6629add70cab5d32cdda7b92cd25b509b648ffb0e2c",
  web: "153067b350b9081289743cf72179ff6f16fa7009e00999d14330830611f3eefa",
  worker: "49b98fce9c872cf65002ba6dc50558bcfa35dfb098c2ebc0130c503cf3cfd8cb",
};

/** An image of the app, as it was released. */
export function image(name: keyof typeof digests): ecs.ContainerImage {
  return ecs.ContainerImage.fromRegistry(imageUri(name));
}

/** Where an image of the app is. */
export function imageUri(name: keyof typeof digests): string {
  return `ghcr.io/acme/harbour-${name}@sha256:${digests[name]}`;
}
