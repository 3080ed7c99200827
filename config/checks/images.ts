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

/** Compares app.images with release.images. */
export function checkDigests({ app, release }: Config, report: Report): void {
  const images = Object.keys(app.images);
  for (const image of images.filter((name) => release.images[name] === undefined)) {
    report.problem(
      ["release", "images", image],
      undefined,
      "is missing: every image of the app needs its digest, sha256: and 64 hexadecimal digits",
    );
  }
  for (const key of ["images", "commits"] as const) {
    for (const image of Object.keys(release[key] ?? {}).filter((name) => !images.includes(name))) {
      report.problem(["release", key, image], undefined, `unknown image: ${oneOf(image, images)}`);
    }
  }
}
