import {
  GetAWSDefaultServiceQuotaCommand,
  GetServiceQuotaCommand,
  ServiceQuotasClient,
} from "@aws-sdk/client-service-quotas";
import type { QuotaCode } from "../../account.ts";
import { whenThere } from "../finder.ts";
import type { Session } from "../session.ts";

/** The account's own value of a quota; AWS's where nobody has ever asked for another one and Service Quotas knows none. */
export async function quota({ service, code }: QuotaCode, session: Session): Promise<number | undefined> {
  const client = new ServiceQuotasClient(await session.clientConfig());
  const which = { ServiceCode: service, QuotaCode: code };
  const own = await whenThere(client.send(new GetServiceQuotaCommand(which)), "NoSuchResourceException");
  if (own?.Quota?.Value !== undefined) {
    return own.Quota.Value;
  }
  const usual = await whenThere(client.send(new GetAWSDefaultServiceQuotaCommand(which)), "NoSuchResourceException");
  return usual?.Quota?.Value;
}
