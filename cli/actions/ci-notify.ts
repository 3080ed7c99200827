import { dirname } from "node:path";
import { openCloud } from "../../cloud/open.ts";
import { deliveryNotice } from "../../delivery/notify.ts";
import { gitOrFail } from "../../git/git.ts";
import { whoRuns } from "../../promotion/records/who.ts";
import { checkedConfig, locate } from "../../sandbox/run/locate.ts";
import { exitCodes } from "../exit-codes.ts";
import { print } from "../print.ts";
import { during } from "../progress.ts";
import { ciNotifyText, type NotifyResult } from "../texts/ci-notify.ts";
import type { CiNotifyFlags } from "../verbs/ci-notify.ts";

/** `slipway ci notify`: tells it, on AWS, or where `slipway sandbox --` has attached the sandbox. */
export async function runCiNotify(argument: string, { event, url, json }: CiNotifyFlags): Promise<number> {
  const { file, stack } = locate(argument);
  const { app, environment, release } = checkedConfig(file);
  const here = dirname(file);
  const { by, run } = await whoRuns(here);
  const notice = deliveryNotice({
    app: app.name,
    stack,
    place: environment.aws,
    event,
    commit: await gitOrFail(here, "rev-parse", "HEAD"),
    by,
    ...(release.version !== undefined && { version: release.version }),
    ...((url ?? run) && { run: url ?? run }),
  });
  const isTold = await during(`telling ${notice.topicArn}`, () => openCloud(environment.aws).publish(notice));
  const result: NotifyResult = { stack, event, topicArn: notice.topicArn, isTold };
  print(result, ciNotifyText(result), { json });
  return exitCodes.done;
}
