import type { Config } from "../blocks.ts";
import { oneOf, type Report } from "../problem.ts";
import { tasksOf } from "../tasks.ts";

/** Every task has an image that the app declares, and every image exactly one digest. */
export function checkImages(config: Config, report: Report): void {
  const images = Object.keys(config.app.images);
  for (const { key, path, task } of tasksOf(config.app)) {
    const image = task.image ?? key;
    if (!images.includes(image)) {
      const none = `declare it, app.images.${image}`;
      report.problem(
        task.image === undefined ? path : [...path, "image"],
        task.image,
        task.image === undefined
          ? `has no image, and none is named like it: add image, or declare app.images.${key}`
          : `unknown image: ${oneOf(image, images, none)}`,
      );
    }
  }
}

/** Compares app.images with release.images: each has a digest, unless it is built here. */
export function checkDigests({ app, release }: Config, report: Report): void {
  const images = Object.keys(app.images);
  for (const [image, declared] of Object.entries(app.images)) {
    const isBuilt = typeof declared === "object" && declared.build !== undefined;
    const digest = release.images[image];
    if (isBuilt && digest !== undefined) {
      const says = `the app builds this image, app.images.${image}.build, so its digest is known only then: remove it here, or remove build`;
      report.problem(["release", "images", image], undefined, says);
    } else if (!isBuilt && digest === undefined) {
      report.problem(
        ["release", "images", image],
        undefined,
        "is missing: every image of the app needs its digest, sha256: and 64 hexadecimal digits",
      );
    }
  }
  for (const key of ["images", "commits"] as const) {
    for (const image of Object.keys(release[key] ?? {}).filter((name) => !images.includes(name))) {
      report.problem(["release", key, image], undefined, `unknown image: ${oneOf(image, images)}`);
    }
  }
}

/** What people build on their machines is for trying things. */
export function checkBuilds({ app, environment }: Config, report: Report): void {
  for (const [image, declared] of Object.entries(app.images)) {
    if (environment.profile === "production" && typeof declared === "object" && declared.build) {
      const says = `production runs only what was verified elsewhere: remove it, and give the digest in slipway:release.images.${image}`;
      report.problem(["app", "images", image, "build"], undefined, says);
    }
  }
}

/** ECR serves a digest only once it has pulled the image by a tag, which the release says. */
export function checkTags({ app, release, environment }: Config, report: Report): void {
  const { version } = release;
  const byVersion = Object.entries(app.images).filter(
    ([image, declared]) => release.commits?.[image] === undefined && !(typeof declared === "object" && declared.build),
  );
  const [image] = byVersion[0] ?? [];
  const isTag = version === undefined || /^\w[\w.-]{0,127}$/.test(version);
  if (environment.images?.pullThrough && image !== undefined && !isTag) {
    const says = `is no tag of an image, and environment.images.pullThrough pulls ${image} by it: use letters, digits and _ . -, or add commits.${image}, for the tag sha-<commit>`;
    report.problem(["release", "version"], version, says);
  }
}
