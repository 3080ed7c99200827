import assert from "node:assert/strict";
import type { Notice } from "../../cloud/cloud.ts";
import { alarmTest, receivers } from "../../doctor/checks/receivers.ts";
import type { Declared } from "../../doctor/context.ts";
import { defaultStack, goodAccount, healthy, smallest } from "./healthy.ts";

describe("who hears of alarms", () => {
  const arn = "arn:aws:sns:eu-north-1:111111111111:harbour-production-alarms-page";
  const page = (own: Declared, receiver: Declared["stack"]["alarms"]["page"]): Declared => ({
    ...own,
    stack: { ...own.stack, alarms: { ...own.stack.alarms, page: receiver } },
  });

  it("is nobody, which is a warning", async () => {
    assert.deepEqual(await receivers.run(healthy(smallest())), {
      is: "warning",
      says: "nobody hears what needs somebody now: name receivers in environment.alarms.page",
      mend: ["npx slipway plan staging"],
    });
  });

  it("hears nothing without having confirmed it, and the e-mail is sent again by subscribing again", async () => {
    const subscriptions = async (topicArn: string) =>
      topicArn === arn ? [{ protocol: "email", endpoint: "on-call@harbour.example.com", isConfirmed: false }] : [];
    const finding = await receivers.run(
      healthy(await defaultStack("production"), { account: { ...goodAccount, subscriptions } }),
    );
    assert.deepEqual(finding, {
      is: "failed",
      says: "on-call@harbour.example.com (page) hears nothing: the subscription was never confirmed, by the link in the e-mail of AWS",
      mend: [
        `aws sns subscribe --region eu-north-1 --topic-arn ${arn} --protocol email --notification-endpoint on-call@harbour.example.com`,
      ],
    });
  });

  it("that can wait is missed too where nobody is named for the rest", async () => {
    const subscriptions = async () => [{ protocol: "email", endpoint: "dev@example.com", isConfirmed: false }];
    const declared = page(await defaultStack("production"), []);
    const finding = await receivers.run(healthy(declared, { account: { ...goodAccount, subscriptions } }));
    assert.equal(finding.is, "failed");
    assert.match(finding.says, /^dev@example.com \(page\), dev@example.com \(notify\) hears nothing/);
  });

  it("is told no address that may hold a key", async () => {
    const subscriptions = async () => [
      { protocol: "https", endpoint: "https://events.example.com/KEY", isConfirmed: false },
    ];
    const finding = await receivers.run(
      healthy(await defaultStack("production"), { account: { ...goodAccount, subscriptions } }),
    );
    assert.equal(JSON.stringify(finding).includes("KEY"), false);
    assert.match(finding.says, /^https \(page\), https \(notify\) hears nothing/);
  });

  it("is not looked for before the first up makes the topics", async () => {
    const account = { ...goodAccount, subscriptions: async () => undefined };
    assert.deepEqual(await receivers.run(healthy(await defaultStack("production"), { account })), {
      is: "skipped",
      says: "the first up makes the topics",
    });
  });

  it("is sent a test that says that nothing is wrong, and the doctor says to whom", async () => {
    const sent: Notice[] = [];
    const cloud = { publish: async (notice: Notice) => sent.push(notice) > 0 };
    const finding = await alarmTest.run(healthy(await defaultStack("production"), { cloud }));
    assert.deepEqual(finding, {
      is: "ok",
      says: "sent to page (on-call@harbour.example.com); notify (developers@harbour.example.com): ask them whether it arrived",
    });
    assert.deepEqual(
      [...new Set(sent.map(({ topicArn }) => topicArn.split(":").at(-1)))],
      [
        "harbour-production-alarms-page",
        "harbour-production-alarms-page-us-east-1",
        "harbour-production-alarms-notify",
      ],
    );
    const [first] = sent;
    assert.equal(first?.subject, "harbour production: a test of environment.alarms.page");
    assert.match(first?.text ?? "", /Nothing is wrong and nothing is to be done/);
    assert.equal(JSON.parse(first?.forAddresses ?? "").content.title, first?.subject);
  });

  it("is paged through PagerDuty with an alarm, since its integration hears nothing else", async () => {
    const sent: Notice[] = [];
    const cloud = { publish: async (notice: Notice) => sent.push(notice) > 0 };
    const declared = page(await defaultStack("production"), [{ key: "duty", protocol: "pagerduty", secret: "DUTY" }]);
    const finding = await alarmTest.run(healthy(declared, { cloud }));
    assert.match(finding.says, /^sent to page \(pagerduty \(duty\)\)/);
    assert.equal(JSON.parse(sent[0]?.forAddresses ?? "").NewStateValue, "ALARM");
  });

  it("is told nothing by a topic that is not there, or refuses, which is a failure", async () => {
    const declared = await defaultStack("staging");
    const gone = await alarmTest.run(healthy(declared, { cloud: { publish: async () => false } }));
    assert.equal(gone.is, "failed");
    assert.match(gone.says, /^nobody was told: there is no topic arn:aws:sns:\S+:harbour-staging-alarms-page yet;/);
    const refused = { publish: () => Promise.reject(new Error("AuthorizationError")) };
    const finding = await alarmTest.run(healthy(declared, { cloud: refused }));
    assert.match(finding.says, /^nobody was told of arn:\S+: AuthorizationError/);
  });
});
