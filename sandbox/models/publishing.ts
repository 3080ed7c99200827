import type { InAccount, Rule } from "../model.ts";
import { TOPIC_POLICY } from "./topic-tokens.ts";
import { textsAt } from "./values.ts";

/** Who publishes to the topics that an input names. */
export interface Publisher {
  /** Id of the rule. */
  readonly id: string;
  /** Dotted path of the input. */
  readonly input: string;
  /** Service principal, for example `budgets.amazonaws.com`. */
  readonly service: string;
  readonly source: string;
}

/** A rule: the policy of each topic lets the service publish; one without a policy of its own lets no service. */
export function mayPublish({ id, input, service, source }: Publisher): Rule<InAccount> {
  return {
    id,
    says: `The policy of a topic in \`${input}\` lets ${service} publish.`,
    source,
    refuse({ resource: { inputs }, account }) {
      const deaf = textsAt(inputs, input).find((topic) => {
        const policy = account.get(TOPIC_POLICY, topic);
        return !JSON.stringify(policy?.outputs.policy ?? "").includes(service);
      });
      return deaf === undefined
        ? undefined
        : `the policy of ${deaf} does not let ${service} publish, so what it tells would be dropped: allow sns:Publish to it, ` +
            "and wait for the policy";
    },
  };
}
