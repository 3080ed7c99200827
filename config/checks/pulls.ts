import { privateEcr, upstreams } from "../../lib/registry.ts";
import type { Config } from "../blocks.ts";
import { keyOf, type Path } from "../path.ts";
import type { Report } from "../problem.ts";
import { type PulledImage, pulledImages, resolvePullThrough } from "../resolve-images.ts";
import { layoutOf } from "../resolve-network.ts";

const pullThroughPath: Path = ["environment", "images", "pullThrough"];

/** Tasks have a way to their images. */
export function checkPulls(config: Config, report: Report): void {
  const { app, environment } = config;
  const images = pulledImages(app);
  if (environment.images?.pullThrough) {
    checkPullThrough(config, images, report);
  }
  if (!environment.network?.existing && layoutOf(config).nat === "none") {
    checkPrivatePulls(config, images, report);
  }
}

/** ECR has the credentials that it wants. */
function checkPullThrough(config: Config, images: readonly PulledImage[], report: Report): void {
  const pulled = Object.entries(resolvePullThrough(config));
  if (pulled.length === 0) {
    report.warn(pullThroughPath, "has no effect: no image is in a registry that ECR can pull through");
  }
  for (const [registry, { pullSecret }] of pulled) {
    const from = images.filter((image) => image.registry === registry && image.upstream && image.path);
    const keys = from.flatMap(({ path }) => (path ? [keyOf(path)] : [])).join(", ");
    if (pullSecret === undefined && upstreams[registry]?.asksCredentials) {
      const says = `ECR wants credentials for ${registry}, even for public images, and ${keys} has none: add pullSecret to it, or remove pullThrough`;
      report.problem(pullThroughPath, true, says);
    }
    const other = from.find((image) => image.pullSecret !== undefined && image.pullSecret !== pullSecret);
    if (other?.path) {
      const says = `is another secret than ${pullSecret}, and ECR pulls all of ${registry} with one: name the same one in ${keys}`;
      report.problem([...other.path, "pullSecret"], other.pullSecret, says);
    }
    if (pullSecret !== undefined) {
      checkNameOfSecret(config, pullSecret, report);
    }
  }
}

/** ECR reads credentials from secrets of one kind of name only. */
function checkNameOfSecret({ environment }: Config, name: string, report: Report): void {
  const arn = environment.secrets?.[name]?.arn;
  if (arn !== undefined && !/:secret:ecr-pullthroughcache\//.test(arn)) {
    const says =
      "ECR pulls with it, slipway:environment.images.pullThrough, and takes secrets only whose name begins with ecr-pullthroughcache/: name such a secret, or give the value in slipway:secrets";
    report.problem(["environment", "secrets", name, "arn"], arn, says);
  }
}

/** Without a way out, tasks reach the private ECR of their region and nothing else. */
function checkPrivatePulls({ environment }: Config, images: readonly PulledImage[], report: Report): void {
  const { accountId, region } = environment.aws;
  const isPulled = environment.images?.pullThrough ?? false;
  for (const { image, registry, upstream, path } of images) {
    const ecr = privateEcr(registry);
    if (ecr?.region === region || (isPulled && upstream)) {
      continue;
    }
    const own = `${accountId}.dkr.ecr.${region}.amazonaws.com`;
    const throughEcr = "let ECR pull it, slipway:environment.images.pullThrough: true";
    const nat = "use network.nat: single";
    if (path) {
      const ways = [`push it to ECR of this region (${own}/…)`, upstream ? throughEcr : nat];
      const says = `network.nat: none leaves tasks no way to ${registry}: ${ways.join(", or ")}`;
      report.problem(path, image, says);
    } else {
      const says = `leaves tasks no way to ${registry}, where slipway's own image is, ${image}: ${throughEcr}, or ${nat}`;
      report.problem(["environment", "network", "nat"], "none", says);
    }
  }
}
