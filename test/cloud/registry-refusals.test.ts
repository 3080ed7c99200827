import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { dockerLogin } from "../../cloud/registry-docker.ts";
import { ecrLogin } from "../../cloud/registry-ecr.ts";
import { withEnvironment } from "../support/environment.ts";
import { refuses } from "../support/refuses.ts";
import { type FakeAws, startFakeAws } from "./fake-aws.ts";
import { accountId, region, withCredentials } from "./on-moto.ts";

describe("a login for a registry", () => {
  const folder = mkdtempSync(join(tmpdir(), "slipway-docker-"));
  withEnvironment(() => ({
    DOCKER_CONFIG: folder,
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_CONFIG_FILE: join(folder, "none"),
    AWS_SHARED_CREDENTIALS_FILE: join(folder, "none"),
    AWS_ACCESS_KEY_ID: undefined,
    AWS_PROFILE: undefined,
  }));
  after(() => rmSync(folder, { recursive: true }));

  it("is not looked for any further in a file of docker's that is damaged, which docker itself mends", () => {
    const file = join(folder, "config.json");
    writeFileSync(file, "{");
    return refuses(() => dockerLogin("ghcr.io"), `${file} is no JSON: mend it, or run docker login again`);
  });

  it("of ECR that AWS does not give is told with the right that it takes", () =>
    assert.rejects(
      ecrLogin("111111111111.dkr.ecr.eu-north-1.amazonaws.com", "eu-north-1", undefined),
      /^UserError: AWS gives no login for registry 111111111111\.dkr\.ecr\.eu-north-1\.amazonaws\.com \(.+\): log in, or set AWS_PROFILE to a profile that may call ecr:GetAuthorizationToken$/,
    ));
});

describe("a login for a registry of ECR", () => {
  const ecr = "111111111111.dkr.ecr.eu-north-1.amazonaws.com";
  let aws: FakeAws;
  before(async () => {
    aws = await startFakeAws();
  });
  after(() => aws.stop());
  withCredentials();

  it("that is not in AWS's answer is told, since an empty one would be refused as somebody's", async () => {
    aws.answer({ GetAuthorizationToken: () => ({ authorizationData: [] }) });
    const place = { accountId, region, endpoint: aws.url };
    await assert.rejects(ecrLogin(ecr, "eu-north-1", place), {
      message: `AWS answers without a login for registry ${ecr}`,
    });
  });
});
