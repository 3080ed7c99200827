import assert from "node:assert/strict";
import {
  CreateKeyCommand,
  DescribeKeyCommand,
  DisableKeyCommand,
  EnableKeyCommand,
  GetKeyRotationStatusCommand,
  KMSClient,
  ListKeysCommand,
  ScheduleKeyDeletionCommand,
} from "@aws-sdk/client-kms";
import { bring } from "../../bootstrap/inspection.ts";
import { inspectSecretsKey, type SecretsKey, secretsKey } from "../../bootstrap/secrets-key.ts";
import { openSession, type Session } from "../../cloud/aws/session.ts";
import { type FakeAws, startFakeAws } from "../cloud/fake-aws.ts";
import { accountId, describeOnMoto, region, withCredentials } from "../cloud/on-moto.ts";

const wanted: SecretsKey = { name: "alias/shop-staging", region, description: "Secrets of shop staging" };

describeOnMoto("the key of the secrets (moto)", (moto) => {
  let session: Session;
  let kms: KMSClient;
  let said: string[];
  before(() => {
    session = openSession(moto.place);
    kms = new KMSClient(moto.client);
  });
  beforeEach(() => {
    said = [];
  });
  after(() => kms.destroy());

  const make = (key: SecretsKey) => bring(secretsKey(key, session), (sentence) => said.push(sentence));
  const look = (name: string) => inspectSecretsKey({ ...wanted, name }, session);
  const made = async (input: ConstructorParameters<typeof CreateKeyCommand>[0] = {}) => {
    const { KeyMetadata } = await kms.send(new CreateKeyCommand(input));
    return { KeyId: KeyMetadata?.KeyId ?? "", arn: KeyMetadata?.Arn ?? "" };
  };
  const keys = async () => (await kms.send(new ListKeysCommand({}))).Keys?.length;

  it("that nobody has is made with its alias and rotated every year, once", async () => {
    assert.deepEqual(await inspectSecretsKey(wanted, session), { is: "missing" });
    await make(wanted);
    assert.deepEqual(said, ["key alias/shop-staging is made", "key alias/shop-staging is rotated every year"]);
    const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId: wanted.name }));
    assert.equal(KeyMetadata?.Description, "Secrets of shop staging");
    const { KeyRotationEnabled } = await kms.send(new GetKeyRotationStatusCommand({ KeyId: KeyMetadata?.KeyId }));
    assert.equal(KeyRotationEnabled, true);
    assert.deepEqual(await inspectSecretsKey(wanted, session), { is: "there" });
    const before = await keys();
    await make(wanted);
    assert.deepEqual([said.length, await keys()], [2, before]);
  });

  it("that was made by a run which ended before its alias gets that alias, so that no second key is paid for", async () => {
    const key = { ...wanted, name: "alias/shop-killed" };
    const { KeyId } = await made({ Tags: [{ TagKey: "slipway:alias", TagValue: key.name }] });
    const before = await keys();
    await make(key);
    const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId: key.name }));
    assert.deepEqual([KeyMetadata?.KeyId, await keys()], [KeyId, before]);
  });

  it("by its ARN is one that is there, or nothing that could be made", async () => {
    const { arn, KeyId } = await made();
    assert.deepEqual(await look(arn), {
      is: "different",
      differences: [{ today: "is not rotated", change: "is rotated every year" }],
    });
    assert.deepEqual(await look(arn.replace(KeyId, "12345678-1234-1234-1234-123456789012")), {
      is: "refused",
      why: "is not in eu-north-1: name a key that is, or an alias that can be made, in the stack file's secretsprovider, like awskms://alias/shop",
    });
  });

  it("that is switched off is a person's to switch on, who knows why it is", async () => {
    const { KeyId, arn } = await made();
    await kms.send(new DisableKeyCommand({ KeyId }));
    assert.deepEqual(await look(arn), {
      is: "refused",
      why: `is disabled, so no secret can be read: aws kms enable-key --key-id ${KeyId} --region eu-north-1`,
    });
    await kms.send(new EnableKeyCommand({ KeyId }));
    assert.equal((await look(arn)).is, "different");
  });

  it("that is about to be deleted is refused with the commands that keep it", async () => {
    const { KeyId, arn } = await made();
    await kms.send(new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays: 7 }));
    assert.deepEqual(await look(arn), {
      is: "refused",
      why: `is about to be deleted, with all that is under it: aws kms cancel-key-deletion --key-id ${KeyId} --region eu-north-1, then aws kms enable-key --key-id ${KeyId} --region eu-north-1`,
    });
  });

  it("of a kind that Pulumi cannot encrypt with is refused", async () => {
    const { arn } = await made({ KeySpec: "ECC_NIST_P256", KeyUsage: "SIGN_VERIFY" });
    assert.deepEqual(await look(arn), {
      is: "refused",
      why: "is of the kind ECC_NIST_P256, and Pulumi encrypts with symmetric keys: name another alias in the stack file's secretsprovider",
    });
  });

  it("of AWS's own is refused, because nobody else may encrypt with it", async () => {
    assert.deepEqual(await look("alias/aws/s3"), {
      is: "refused",
      why: "is AWS's own, which nobody else can encrypt with: name a key of yours in the stack file's secretsprovider, like awskms://alias/shop",
    });
  });
});

describe("the key of the secrets, as moto does not have it", () => {
  let aws: FakeAws;
  before(async () => {
    aws = await startFakeAws();
  });
  after(() => aws.stop());
  withCredentials();

  const arn = "arn:aws:kms:eu-north-1:222222222222:key/34cd";
  const look = (metadata: object) => {
    const KeyMetadata = { KeyId: "34cd", KeySpec: "SYMMETRIC_DEFAULT", KeyState: "Enabled", ...metadata };
    aws.answer({ DescribeKey: () => ({ KeyMetadata }) });
    return inspectSecretsKey({ ...wanted, name: arn }, openSession({ accountId, region, endpoint: aws.url }));
  };

  it("in another account is used as it is, and nothing is changed there", async () => {
    assert.deepEqual(await look({ AWSAccountId: "222222222222" }), {
      is: "there",
      note: "in account 222222222222, whose policy of the key says who may use it",
    });
    assert.deepEqual(
      aws.calls.map(({ operation }) => operation),
      ["GetCallerIdentity", "DescribeKey"],
    );
  });

  it("whose material was never imported cannot be used yet", async () => {
    assert.deepEqual(await look({ AWSAccountId: accountId, KeyState: "PendingImport" }), {
      is: "refused",
      why: "cannot be used while KMS calls it PendingImport: wait for that to end, or name another one in the stack file's secretsprovider, like awskms://alias/shop",
    });
  });

  it("by an ARN that turns out to be of AWS's own is refused too", async () => {
    const found = await look({ AWSAccountId: accountId, KeyManager: "AWS" });
    assert.match("why" in found ? found.why : "", /^is AWS's own, which nobody else can encrypt with: name a key/);
  });
});
