import type { Values } from "../../../sandbox/model.ts";
import { token } from "../../../sandbox/models/tokens.ts";
import { TOPIC, TOPIC_POLICY } from "../../../sandbox/models/topic-tokens.ts";
import { breaks, passes } from "./cases.ts";
import { Cloud } from "./cloud.ts";

const rule = (alarmRule: string): Values => ({ alarmName: "api-broken", alarmRule });

describe("the inputs of a composite alarm in the sandbox", () => {
  const id = "compositeAlarm-rule-reads";
  breaks("compositeAlarm-name-shape", "a name of 256 characters", { alarmName: "a".repeat(256) }, "256");
  passes("compositeAlarm-name-shape", "a name with spaces", { alarmName: "the API is broken" });
  breaks("compositeAlarm-description", "a long text", { alarmDescription: "a".repeat(1025) }, "1024");
  passes("compositeAlarm-description", "a text", { alarmDescription: "look at its log" });
  breaks(id, "a name alone", rule('"api-errors"'), "ALARM");
  breaks(id, "a state without an alarm", rule("ALARM()"), "names no alarm");
  breaks(id, "two states side by side", rule("ALARM(a) ALARM(b)"), "AND or OR");
  breaks(id, "a bracket that stays open", rule('(ALARM("a") OR ALARM("b")'), "not closed");
  breaks(id, "a NOT of nothing", rule('ALARM("a") AND NOT'), "nothing stands");
  passes(id, "names with and without quotes", rule('(ALARM("the API") OR OK(b)) AND NOT INSUFFICIENT_DATA(c)'));
  passes(id, "a rule that is always true", rule("TRUE"));
  const many = Array.from({ length: 101 }, (_, at) => `ALARM(a${at})`);
  breaks("compositeAlarm-rule-fits", "101 alarms", rule(many.join(" OR ")), "101");
  breaks("compositeAlarm-rule-fits", "10,241 characters", rule(`ALARM("${"a".repeat(10_232)}")`), "10241");
  passes("compositeAlarm-rule-fits", "100 alarms", rule(many.slice(1).join(" OR ")));
});

/** An account with one alarm and one topic. */
function watched() {
  const account = new Cloud();
  account.given(token.alarm, { name: "api-errors" });
  return { account, topic: account.make(TOPIC, { name: "alarms" }) };
}

type Watched = ReturnType<typeof watched>;
const asked = (more: (of: Watched) => Values) => () => {
  const all = watched();
  return all.account.creating(token.compositeAlarm, { ...rule("ALARM(api-errors)"), ...more(all) });
};

describe("a composite alarm in the sandbox's account", () => {
  const existing = "compositeAlarm-alarms-exist";
  breaks(
    existing,
    "an alarm of nowhere",
    asked(() => rule("ALARM(api-errors) OR ALARM(none)")),
    '"none"',
  );
  passes(
    existing,
    "an alarm of the account",
    asked(() => ({})),
  );
  passes(
    existing,
    "a composite alarm of the account",
    asked(({ account }) => {
      account.given(token.compositeAlarm, { alarmName: "main-broken", alarmRule: "TRUE" });
      return rule("ALARM(api-errors) AND NOT ALARM(main-broken)");
    }),
  );
  breaks(
    "compositeAlarm-name-unique",
    "the name of a metric alarm",
    asked(() => ({ alarmName: "api-errors" })),
    "another resource",
  );
  passes(
    "compositeAlarm-name-unique",
    "a name of its own",
    asked(() => ({})),
  );
  const hushing = (alarm: string) =>
    asked(() => ({ actionsSuppressor: { alarm, waitPeriod: 180, extensionPeriod: 300 } }));
  const suppressor = "compositeAlarm-suppressor-exists";
  breaks(suppressor, "a suppressor of nowhere", hushing("none"), "no such alarm");
  passes(suppressor, "a suppressor of the account", hushing("api-errors"));
  passes(
    suppressor,
    "no suppressor",
    asked(() => ({})),
  );
  const telling = "compositeAlarm-actions-exist";
  breaks(
    telling,
    "a topic of nowhere",
    asked(() => ({ okActions: ["arn:aws:sns:eu-north-1:111111111111:none"] })),
    "no such topic",
  );
  passes(
    telling,
    "a topic of the account",
    asked(({ topic }) => ({ alarmActions: [topic.id] })),
  );
  const letting = (Service: string) =>
    asked(({ account, topic }) => {
      const statement = { Effect: "Allow", Principal: { Service }, Action: "sns:Publish", Resource: topic.id };
      const policy = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
      account.make(TOPIC_POLICY, { arn: topic.id, policy });
      return { alarmActions: [topic.id] };
    });
  breaks(
    "compositeAlarm-may-publish",
    "a topic that lets others in",
    letting("events.amazonaws.com"),
    "would be dropped",
  );
  passes("compositeAlarm-may-publish", "a topic that lets CloudWatch in", letting("cloudwatch.amazonaws.com"));
});

describe("deleting an alarm in the sandbox's account", () => {
  const deleting = (alarmRule: string) => () => {
    const account = new Cloud();
    const alarm = account.given(token.alarm, { name: "api-errors" });
    account.given(token.compositeAlarm, { alarmName: "api-broken", alarmRule });
    return account.deleting(alarm);
  };
  breaks(
    "alarm-not-in-composite",
    "one that a composite alarm looks at",
    deleting('ALARM("api-errors")'),
    "api-broken",
  );
  passes("alarm-not-in-composite", "one that none looks at", deleting('ALARM("web-errors")'));
  const deletingComposite = (alarmRule: string) => () => {
    const account = new Cloud();
    const alarm = account.given(token.compositeAlarm, { alarmName: "main-broken", alarmRule: "TRUE" });
    account.given(token.compositeAlarm, { alarmName: "api-broken", alarmRule });
    return account.deleting(alarm);
  };
  breaks(
    "compositeAlarm-not-in-composite",
    "one that another looks at",
    deletingComposite("NOT ALARM(main-broken)"),
    "api-broken",
  );
  passes("compositeAlarm-not-in-composite", "one that none looks at", deletingComposite("TRUE"));
});
