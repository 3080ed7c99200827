import type { AccountReads } from "../../account.ts";
import type { AwsOptions } from "../../aws.ts";
import { openSession } from "../session.ts";

/** An account of AWS. Nothing is loaded before the first question, and then only the clients that it needs. */
export function awsAccount(
  options: Pick<AwsOptions, "accountId" | "region" | "assumeRole" | "endpoint">,
): AccountReads {
  const session = openSession(options);
  return {
    async caller() {
      const { caller } = await import("./caller.ts");
      return caller(session);
    },
    async quota(wanted) {
      const { quota } = await import("./quota.ts");
      return quota(wanted, session);
    },
    async counted(kind) {
      const { counted } = await import("./counted.ts");
      return counted(kind, session);
    },
    async zone(wanted) {
      const { zone } = await import("./zone.ts");
      return zone(wanted, session);
    },
    async certificate(wanted) {
      const { certificate } = await import("./certificate.ts");
      return certificate(wanted, session);
    },
    async subscriptions(topicArn) {
      const { subscriptions } = await import("./subscriptions.ts");
      return subscriptions(topicArn, session);
    },
  };
}
