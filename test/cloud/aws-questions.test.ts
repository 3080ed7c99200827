import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { CloudWatchClient, PutMetricAlarmCommand, SetAlarmStateCommand } from "@aws-sdk/client-cloudwatch";
import { CreateRepositoryCommand, ECRClient, PutImageCommand } from "@aws-sdk/client-ecr";
import { CreateSecretCommand, DeleteSecretCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { awsCloud } from "../../cloud/aws.ts";
import { accountId, describeOnMoto, region } from "./on-moto.ts";

const hidden = "hunter2-hunter2";

describeOnMoto("what AWS is asked at run time (moto)", (moto) => {
  const cloud = () => awsCloud({ ...moto.place, pause: async () => {} });

  describe("which alarms ring", () => {
    const name = (at: number) => `shop-staging-alarm-${at}`;
    const count = 130;
    before(async () => {
      const cloudWatch = new CloudWatchClient(moto.client);
      for (let at = 0; at < count; at += 1) {
        await cloudWatch.send(
          new PutMetricAlarmCommand({
            AlarmName: name(at),
            ComparisonOperator: "GreaterThanThreshold",
            EvaluationPeriods: 1,
            Threshold: 1,
            MetricName: "HTTPCode_Target_5XX_Count",
            Namespace: "AWS/ApplicationELB",
            Period: 60,
            Statistic: "Sum",
          }),
        );
      }
      for (const at of [3, count - 1]) {
        const StateReason = `5 errors, ${at}`;
        await cloudWatch.send(new SetAlarmStateCommand({ AlarmName: name(at), StateValue: "ALARM", StateReason }));
      }
    });

    it("is answered for more than the hundred that one call takes, and without those that do not exist", async () => {
      const names = ["nobody-made-this", ...Array.from({ length: count }, (_, at) => name(at))];
      assert.deepEqual(await cloud().ringing(names), [
        { name: name(3), reason: "5 errors, 3" },
        { name: name(count - 1), reason: `5 errors, ${count - 1}` },
      ]);
    });

    it("is nothing to ask about when there is no alarm", async () => {
      assert.deepEqual(await cloud().ringing([]), []);
    });
  });

  describe("whether a secret exists", () => {
    const made: Record<string, string> = {};
    before(async () => {
      const secrets = new SecretsManagerClient(moto.client);
      for (const [Name, SecretString] of Object.entries({
        json: JSON.stringify({ URL: hidden, TOKEN: hidden }),
        text: hidden,
        gone: hidden,
        empty: undefined,
      })) {
        const { ARN } = await secrets.send(
          new CreateSecretCommand({ Name, ...(SecretString === undefined ? {} : { SecretString }) }),
        );
        made[Name] = ARN ?? "";
      }
      await secrets.send(new DeleteSecretCommand({ SecretId: made.gone }));
    });
    const ask = (name: string, keys: boolean) => cloud().secret(made[name] ?? name, { keys });

    it("is asked without reading its value when no key is wanted", async () => {
      assert.deepEqual(await ask("json", false), { is: "there" });
    });

    it("is answered with the names in its JSON and never with a value", async () => {
      assert.deepEqual(await ask("json", true), { is: "there", keys: ["URL", "TOKEN"] });
      const text = await ask("text", true);
      assert.deepEqual(text, { is: "there", keys: [] });
      assert.doesNotMatch(JSON.stringify(text), new RegExp(hidden));
    });

    it("is no when nobody made it, when it has no value, and when it is marked for deletion", async () => {
      const nowhere = `arn:aws:secretsmanager:${region}:${accountId}:secret:nowhere-AbCdEf`;
      const missing = await ask(nowhere, false);
      assert.equal(missing.is, "missing");
      assert.equal((await ask("empty", true)).is, "missing");
      const gone = await ask("gone", false);
      assert.ok(gone.is === "missing");
      assert.match(gone.reason, /^it is marked for deletion since \d{4}-\d\d-\d\d: restore it, or name another$/);
    });
  });

  describe("to warm an image", () => {
    const repository = "ghcr/acme/shop";
    const imageManifest = JSON.stringify({
      schemaVersion: 2,
      mediaType: "application/vnd.docker.distribution.manifest.v2+json",
      config: { mediaType: "application/vnd.docker.container.image.v1+json", size: 1, digest: "sha256:0" },
      layers: [],
    });
    let digest = "";
    before(async () => {
      const ecr = new ECRClient(moto.client);
      await ecr.send(new CreateRepositoryCommand({ repositoryName: repository }));
      const { image } = await ecr.send(
        new PutImageCommand({ repositoryName: repository, imageManifest, imageTag: "sha-1" }),
      );
      digest = image?.imageId?.imageDigest ?? "";
    });
    const other = `sha256:${createHash("sha256").update("other").digest("hex")}`;

    it("is done at once when ECR holds the digest", async () => {
      assert.equal(await cloud().warm({ repository, tag: "sha-1", digest }), undefined);
    });

    it("fails when the tag is another digest by now, because then no pull can bring the wanted one", async () => {
      await assert.rejects(cloud().warm({ repository, tag: "sha-1", digest: other }), {
        message: `image ${repository}@${other}: its tag sha-1 is ${digest} now, so ECR cannot be made to pull this digest: tag the image anew, or take the digest that the tag has`,
      });
    });

    it("fails with ECR's reason when neither the tag nor the repository appears", async () => {
      await assert.rejects(
        cloud().warm({ repository, tag: "nope", digest: other }),
        /ECR does not pull it by its tag nope \(.*not found.*\): see whether the tag exists upstream and whether the pull-through cache has credentials for it$/i,
      );
      await assert.rejects(
        cloud().warm({ repository: "ghcr/acme/none", tag: "sha-1", digest: other }),
        /\(there is no repository ghcr\/acme\/none yet\)/,
      );
    });
  });
});
