import assert from "node:assert/strict";
import { ACMClient, RequestCertificateCommand } from "@aws-sdk/client-acm";
import {
  AllocateAddressCommand,
  CreateNatGatewayCommand,
  CreateSubnetCommand,
  CreateTagsCommand,
  CreateVpcCommand,
  DescribeVpcsCommand,
  EC2Client,
} from "@aws-sdk/client-ec2";
import { CreateDBInstanceCommand, RDSClient } from "@aws-sdk/client-rds";
import { CreateHostedZoneCommand, Route53Client } from "@aws-sdk/client-route-53";
import { CreateTopicCommand, SNSClient, SubscribeCommand } from "@aws-sdk/client-sns";
import type { AccountReads } from "../../cloud/account.ts";
import { awsAccount } from "../../cloud/aws/account/account.ts";
import { type FakeAws, refused, startFakeAws } from "./fake-aws.ts";
import { accountId, describeOnMoto, region, withCredentials } from "./on-moto.ts";

describeOnMoto("what is read of an account", (moto) => {
  const account = () => awsAccount(moto.place);

  it("is whose credentials these are, so that nobody looks at another account than the stack's", async () => {
    assert.match(await account().caller(), new RegExp(`^arn:aws:sts::${accountId}:`));
    const elsewhere = awsAccount({ ...moto.place, accountId: "999999999999" });
    await assert.rejects(elsewhere.caller(), /the stack lives in account 999999999999/);
  });

  it("is a quota by its code", async () => {
    assert.equal(await account().quota({ service: "vpc", code: "L-F678F1CE" }), 5);
  });

  it("is what there is of a kind, with the tags that say whose it is and the zone of a gateway", async () => {
    const ec2 = new EC2Client(moto.client);
    const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: "10.9.0.0/16" }));
    const tag = { Key: "stack", Value: "staging" };
    await ec2.send(new CreateTagsCommand({ Resources: [Vpc?.VpcId ?? ""], Tags: [tag] }));
    const subnet = { VpcId: Vpc?.VpcId, CidrBlock: "10.9.1.0/24", AvailabilityZone: "eu-north-1b" };
    const { Subnet } = await ec2.send(new CreateSubnetCommand(subnet));
    const { AllocationId } = await ec2.send(
      new AllocateAddressCommand({ TagSpecifications: [{ ResourceType: "elastic-ip", Tags: [tag] }] }),
    );
    await ec2.send(new CreateNatGatewayCommand({ SubnetId: Subnet?.SubnetId, AllocationId }));
    const { Vpcs = [] } = await ec2.send(new DescribeVpcsCommand({}));
    const vpcs = await account().counted("vpc");
    assert.equal(vpcs.length, Vpcs.length);
    assert.equal(vpcs.filter(({ tags }) => tags.stack === "staging").length, 1);
    assert.deepEqual(await account().counted("address"), [{ tags: { stack: "staging" } }]);
    assert.deepEqual(await account().counted("natGateway"), [{ tags: {}, zone: "eu-north-1b" }]);
  });

  it("is the databases, whatever made them", async () => {
    const database = { DBInstanceIdentifier: "old", DBInstanceClass: "db.t4g.micro", Engine: "postgres" };
    const master = { MasterUsername: "root", MasterUserPassword: "not-a-secret", AllocatedStorage: 20 };
    await new RDSClient(moto.client).send(
      new CreateDBInstanceCommand({ ...database, ...master, Tags: [{ Key: "app", Value: "shop" }] }),
    );
    assert.deepEqual(await account().counted("databaseInstance"), [{ tags: { app: "shop" } }]);
  });

  it("is a public zone by its name or its id, and who answers for it; a private one of the name is none", async () => {
    const route53 = new Route53Client(moto.client);
    const made = await route53.send(new CreateHostedZoneCommand({ Name: "shop.example.com", CallerReference: "1" }));
    await route53.send(
      new CreateHostedZoneCommand({
        Name: "inside.example.com",
        CallerReference: "2",
        HostedZoneConfig: { PrivateZone: true },
        VPC: { VPCRegion: region, VPCId: "vpc-1" },
      }),
    );
    const id = (made.HostedZone?.Id ?? "").replace("/hostedzone/", "");
    const nameServers = (made.DelegationSet?.NameServers ?? []).map((one) => one.replace(/\.$/, "")).toSorted();
    assert.notEqual(nameServers.length, 0);
    const zone = { id, name: "shop.example.com", nameServers };
    assert.deepEqual(await account().zone({ name: "shop.example.com" }), zone);
    assert.deepEqual(await account().zone({ name: "www.shop.example.com", zoneId: id }), zone);
    assert.equal(await account().zone({ name: "inside.example.com" }), undefined);
    assert.equal(await account().zone({ name: "other.example.com" }), undefined);
    assert.equal(await account().zone({ name: "other.example.com", zoneId: "Z0000000000" }), undefined);
  });

  it("is the certificate of a domain, or nothing before the first up", async () => {
    const acm = new ACMClient(moto.client);
    const { CertificateArn: arn = "" } = await acm.send(
      new RequestCertificateCommand({ DomainName: "shop.example.com", ValidationMethod: "DNS" }),
    );
    const found = await account().certificate({ domain: "shop.example.com" });
    assert.equal(found?.arn, arn);
    assert.deepEqual(await account().certificate({ arn }), found);
    assert.equal(await account().certificate({ domain: "www.example.com" }), undefined);
    assert.equal(await account().certificate({ arn: `${arn.slice(0, -4)}0000` }), undefined);
  });

  it("is who hears of a topic, in the region of the topic", async () => {
    const sns = new SNSClient({ ...moto.client, region: "us-east-1" });
    const { TopicArn = "" } = await sns.send(new CreateTopicCommand({ Name: "harbour-staging-alarms-page" }));
    await sns.send(new SubscribeCommand({ TopicArn, Protocol: "email", Endpoint: "on-call@example.com" }));
    assert.deepEqual(await account().subscriptions(TopicArn), [
      { protocol: "email", endpoint: "on-call@example.com", isConfirmed: true },
    ]);
    assert.equal(await account().subscriptions(`${TopicArn}-2`), undefined);
  });
});

describe("what moto cannot bring about of an account", () => {
  let aws: FakeAws;
  let account: AccountReads;
  withCredentials();
  before(async () => {
    aws = await startFakeAws();
    account = awsAccount({ accountId, region, endpoint: aws.url });
  });
  after(() => aws.stop());

  const unknown = () => {
    throw refused("NoSuchResourceException");
  };

  it("is AWS's own quota where nobody has ever asked for another one, and nothing where there is none of that code", async () => {
    aws.answer({
      GetServiceQuota: unknown,
      GetAWSDefaultServiceQuota: ({ QuotaCode }) => ({ Quota: { QuotaCode, Value: 6 } }),
    });
    assert.equal(await account.quota({ service: "fargate", code: "L-3032A538" }), 6);
    aws.answer({ GetServiceQuota: unknown, GetAWSDefaultServiceQuota: unknown });
    assert.equal(await account.quota({ service: "fargate", code: "L-00000000" }), undefined);
  });

  it("is a right that is missing, which is passed on and taken for nothing else", async () => {
    aws.answer({
      GetServiceQuota: () => {
        throw refused("AccessDeniedException", "not authorized to perform: servicequotas:GetServiceQuota");
      },
    });
    await assert.rejects(account.quota({ service: "fargate", code: "L-3032A538" }), /not authorized/);
  });

  it("is a certificate that waits, with the record it waits for and without those that are proved", async () => {
    const proof = (domain: string, ValidationStatus: string) => ({
      DomainName: domain,
      ValidationStatus,
      ResourceRecord: { Name: `_a.${domain}.`, Type: "CNAME", Value: "_b.acm-validations.aws." },
    });
    aws.answer({
      DescribeCertificate: () => ({
        Certificate: {
          Status: "PENDING_VALIDATION",
          DomainValidationOptions: [
            proof("shop.example.com", "SUCCESS"),
            proof("www.example.com", "PENDING_VALIDATION"),
          ],
        },
      }),
    });
    assert.deepEqual(await account.certificate({ arn: "arn:aws:acm:eu-north-1:123456789012:certificate/1" }), {
      arn: "arn:aws:acm:eu-north-1:123456789012:certificate/1",
      status: "PENDING_VALIDATION",
      unproved: [{ domain: "www.example.com", record: "_a.www.example.com.", value: "_b.acm-validations.aws." }],
    });
  });

  it("is the newest of two certificates of a domain, since an old one stays until nobody uses it", async () => {
    const summary = (id: string, CreatedAt: number) => ({
      CertificateArn: id,
      DomainName: "shop.example.com",
      CreatedAt,
    });
    aws.answer({
      ListCertificates: () => ({
        CertificateSummaryList: [summary("old", 1_700_000_000), summary("new", 1_800_000_000)],
      }),
      DescribeCertificate: ({ CertificateArn }) => ({
        Certificate: { CertificateArn, Status: "FAILED", FailureReason: "CAA_ERROR" },
      }),
    });
    assert.deepEqual(await account.certificate({ domain: "shop.example.com" }), {
      arn: "new",
      status: "FAILED",
      failure: "CAA_ERROR",
      unproved: [],
    });
  });

  it("is somebody who never followed the link in the e-mail, so that nobody counts on them", async () => {
    aws.answer({
      ListSubscriptionsByTopic: () =>
        "<ListSubscriptionsByTopicResponse><ListSubscriptionsByTopicResult><Subscriptions><member><Protocol>email</Protocol><Endpoint>on-call@example.com</Endpoint><SubscriptionArn>PendingConfirmation</SubscriptionArn></member></Subscriptions></ListSubscriptionsByTopicResult></ListSubscriptionsByTopicResponse>",
    });
    assert.deepEqual(await account.subscriptions(`arn:aws:sns:${region}:${accountId}:page`), [
      { protocol: "email", endpoint: "on-call@example.com", isConfirmed: false },
    ]);
  });
});
