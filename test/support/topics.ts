import { AlarmTopics, type AlarmTopicsArgs } from "../../components/alarm-topics.ts";

/** Topics that nobody hears, or those whom the test says. */
export function topics(own: Partial<AlarmTopicsArgs> = {}): AlarmTopics {
  return new AlarmTopics("alarms", {
    prefix: "shop-staging",
    accountId: "111111111111",
    region: "eu-north-1",
    logRetentionDays: 7,
    page: [],
    notify: [],
    secrets: { values: {}, references: {} },
    pagesFromUsEast1: false,
    ...own,
  });
}
