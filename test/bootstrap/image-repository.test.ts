import assert from "node:assert/strict";
import { DescribeRepositoriesCommand, ECRClient, GetRepositoryPolicyCommand } from "@aws-sdk/client-ecr";
import { type ImageRepository, imageRepository } from "../../bootstrap/image-repository.ts";
import { bring, inspect } from "../../bootstrap/inspection.ts";
import { openSession, type Session } from "../../cloud/aws/session.ts";
import { accountId, describeOnMoto, region } from "../cloud/on-moto.ts";

const guest = { project: "shop", stack: "production", accountId: "222222222222" };
const wanted: ImageRepository = { name: "acme/shop", region, accountId, guests: [guest] };

describeOnMoto("a repository of private ECR that the app is pushed to (moto)", (moto) => {
  let session: Session;
  let ecr: ECRClient;
  before(() => {
    session = openSession(moto.place);
    ecr = new ECRClient(moto.client);
  });
  after(() => ecr.destroy());

  it("is made before the first build pushes to it, scanned, and lets the other account pull; a second run finds it so", async () => {
    const said: string[] = [];
    assert.deepEqual(await inspect(imageRepository(wanted, session)), { is: "missing" });
    for (const _run of ["first", "second"]) {
      await bring(imageRepository(wanted, session), (sentence) => said.push(sentence));
    }
    assert.deepEqual(said, [
      "repository acme/shop is made",
      "repository acme/shop lets 222222222222 (production) pull",
    ]);
    assert.deepEqual(await inspect(imageRepository(wanted, session)), { is: "there" });
    const { repositories } = await ecr.send(new DescribeRepositoriesCommand({ repositoryNames: ["acme/shop"] }));
    assert.equal(repositories?.[0]?.imageScanningConfiguration?.scanOnPush, true);
    const { policyText = "" } = await ecr.send(new GetRepositoryPolicyCommand({ repositoryName: "acme/shop" }));
    assert.deepEqual(JSON.parse(policyText), {
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "SlipwayShopProductionPull",
          Effect: "Allow",
          Action: ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
          Principal: { AWS: "arn:aws:iam::222222222222:root" },
        },
      ],
    });
  });

  it("of another account is nothing that this one can look at, and is said to be there", async () => {
    const elsewhere = { ...wanted, accountId: "333333333333" };
    assert.deepEqual(await inspect(imageRepository(elsewhere, session)), {
      is: "there",
      note: "in account 333333333333, which has to let this one pull: docs/images.md says how",
    });
  });
});
