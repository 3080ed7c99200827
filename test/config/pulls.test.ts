import assert from "node:assert/strict";
import { warnings } from "./minimal.ts";
import { refuses } from "./refuses.ts";

const privateRepository = "111111111111.dkr.ecr.eu-north-1.amazonaws.com/shop";
const alone = { "app.databases": undefined, "app.caches": undefined, "app.services.api.uses": undefined };
const pulled = { "environment.images": { pullThrough: true } };
const ghcr = (pullSecret: string) => ({ repository: "ghcr.io/acme/shop", pullSecret });

describe("a network without a way out", () => {
  const noNat = { "environment.network": { nat: "none" } };
  refuses([
    [
      "has every image in private ECR, the app's and those that slipway runs",
      noNat,
      [
        'slipway:app.images.app "ghcr.io/acme/shop": network.nat: none leaves tasks no way to ghcr.io: push it to ECR of this region (111111111111.dkr.ecr.eu-north-1.amazonaws.com/…), or let ECR pull it, slipway:environment.images.pullThrough: true',
        'slipway:environment.network.nat "none": leaves tasks no way to public.ecr.aws, where slipway\'s own image is, public.ecr.aws/docker/library/postgres: let ECR pull it, slipway:environment.images.pullThrough: true, or use network.nat: single',
        'slipway:environment.network.nat "none": leaves tasks no way to public.ecr.aws, where slipway\'s own image is, public.ecr.aws/docker/library/busybox: let ECR pull it, slipway:environment.images.pullThrough: true, or use network.nat: single',
      ],
    ],
    ["runs what is in ECR of its region", { ...noNat, ...alone, "app.images.app": privateRepository }, []],
    [
      "does not reach ECR of another region, whose endpoint it has not",
      { ...noNat, ...alone, "app.images.app": privateRepository.replace("eu-north-1", "eu-west-1") },
      [
        'slipway:app.images.app "111111111111.dkr.ecr.eu-west-1.amazonaws.com/shop": network.nat: none leaves tasks no way to 111111111111.dkr.ecr.eu-west-1.amazonaws.com: push it to ECR of this region (111111111111.dkr.ecr.eu-north-1.amazonaws.com/…), or use network.nat: single',
      ],
    ],
    [
      "has sidecars in private ECR too",
      {
        ...noNat,
        ...alone,
        "app.images.app": privateRepository,
        "app.services.api.sidecars": { proxy: { image: `quay.io/acme/proxy@sha256:${"ab".repeat(32)}` } },
      },
      [
        'slipway:app.services.api.sidecars.proxy.image "quay.io/acme/proxy": network.nat: none leaves tasks no way to quay.io: push it to ECR of this region (111111111111.dkr.ecr.eu-north-1.amazonaws.com/…), or let ECR pull it, slipway:environment.images.pullThrough: true',
      ],
    ],
    [
      "has what is built here in private ECR, since ECR pulls what a registry has, not what comes from here",
      {
        ...noNat,
        ...pulled,
        "app.images.app": { repository: "quay.io/acme/shop", build: { context: "app" } },
        "release.images": {},
      },
      [
        'slipway:app.images.app "quay.io/acme/shop": network.nat: none leaves tasks no way to quay.io: push it to ECR of this region (111111111111.dkr.ecr.eu-north-1.amazonaws.com/…), or use network.nat: single',
      ],
    ],
    ["runs what ECR pulls for it", { ...noNat, ...pulled, "app.images.app": ghcr("PULL"), "secrets.PULL": "{}" }, []],
    [
      "leaves no way to a secret of another region, whose endpoint it has not",
      {
        ...noNat,
        ...alone,
        "app.images.app": privateRepository,
        "app.secrets.API_KEY": "existing",
        "environment.secrets": {
          API_KEY: { arn: "arn:aws:secretsmanager:eu-west-1:111111111111:secret:key-AbCdEf" },
        },
      },
      [
        'slipway:environment.secrets.API_KEY.arn "arn:aws:secretsmanager:eu-west-1:111111111111:secret:key-AbCdEf": is in eu-west-1, and network.nat: none leaves tasks a way to the secrets of eu-north-1 only: replicate it there and name the replica, or use network.nat: single',
      ],
    ],
    [
      "leaves no way to the internet that the app asks for",
      {
        ...noNat,
        ...alone,
        "app.images.app": privateRepository,
        "app.egress": [
          { port: 587, to: "any" },
          { port: 5432, to: "10.9.0.0/16" },
          { port: 22, to: "203.0.113.0/24" },
        ],
      },
      [
        'slipway:environment.network.nat "none": leaves no way to port 587 of any, which slipway:app.egress[0] opens: use single or per-zone, or remove the rule',
        'slipway:environment.network.nat "none": leaves no way to port 22 of 203.0.113.0/24, which slipway:app.egress[2] opens: use single or per-zone, or remove the rule',
      ],
    ],
    [
      "leaves no way to a service of AWS that has no endpoint here",
      {
        ...noNat,
        ...alone,
        "app.images.app": privateRepository,
        "app.jobs.nightly.permissions": [
          { actions: ["s3:GetObject", "ssm:GetParameter"], resources: ["*"], because: "it reads its settings" },
          { actions: ["ses:SendEmail"], resources: ["*"], because: "it sends the report" },
        ],
      },
      [
        'slipway:environment.network.nat "none": leaves no way to what slipway:app.jobs.nightly.permissions[1] permits, ses:SendEmail: use single or per-zone, or remove the permission',
      ],
    ],
  ]);
});

describe("images that ECR pulls", () => {
  refuses([
    [
      "need credentials where ECR wants them",
      pulled,
      [
        "slipway:environment.images.pullThrough true: ECR wants credentials for ghcr.io, even for public images, and slipway:app.images.app has none: add pullSecret to it, or remove pullThrough",
      ],
    ],
    ["need none of registries that ask for none", { ...pulled, "app.images.app": "quay.io/acme/shop" }, []],
    [
      "of one registry are pulled with one secret",
      {
        ...pulled,
        "app.images": { app: ghcr("PULL"), other: ghcr("OTHER") },
        "release.images.other": `sha256:${"cd".repeat(32)}`,
        "secrets.PULL": "{}",
        "secrets.OTHER": "{}",
      },
      [
        'slipway:app.images.other.pullSecret "OTHER": is another secret than PULL, and ECR pulls all of ghcr.io with one: name the same one in slipway:app.images.app, slipway:app.images.other',
      ],
    ],
    [
      "are pulled with a secret that exists only when its name says what for, as ECR has it",
      {
        ...pulled,
        "app.images.app": ghcr("PULL"),
        "environment.secrets.PULL": { arn: "arn:aws:secretsmanager:eu-north-1:111111111111:secret:ghcr-AbCdEf" },
      },
      [
        'slipway:environment.secrets.PULL.arn "arn:aws:secretsmanager:eu-north-1:111111111111:secret:ghcr-AbCdEf": ECR pulls with it, slipway:environment.images.pullThrough, and takes secrets only whose name begins with ecr-pullthroughcache/: name such a secret, or give the value in slipway:secrets',
      ],
    ],
  ]);

  it("are none where all are in private ECR, and then the key does nothing", () => {
    assert.deepEqual(warnings({ ...pulled, ...alone, "app.images.app": privateRepository }), [
      "slipway:environment.images.pullThrough: has no effect: no image is in a registry that ECR can pull through",
    ]);
  });
});
