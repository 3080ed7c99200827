import type { Rule } from "../../rule.ts";

export const subscriptionOverTls: Rule = {
  name: "subscription-over-tls",
  demands: "Messages of a topic leave AWS over TLS.",
  why: "On plain HTTP everybody on the way reads them, and may send others in their place.",
  sources: [
    {
      url: "https://docs.aws.amazon.com/sns/latest/dg/sns-security-best-practices.html",
      says: "Notifications are delivered over HTTPS, not HTTP.",
    },
  ],
  wayOut: "Set protocol: https, with an address that takes it.",
  enforcement: "mandatory",
  types: ["aws:sns/topicSubscription:TopicSubscription"],
  looksAround: false,
  check: ({ inputs }) => (inputs.protocol === "http" ? ["protocol is http"] : []),
};
