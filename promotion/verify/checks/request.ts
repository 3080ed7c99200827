import type { ProbeAnswer } from "../../../cloud/probe.ts";
import type { RequestCheck } from "../../../config/app-checks.ts";
import { type CheckMeans, type Finding, finding } from "../check.ts";

/** One answer that went wrong on its way is no reason to go back to another release. */
const tries = 3;
const pauseSeconds = 5;

/** AWS's common rules of a web ACL refuse whoever does not say what they are. */
const headers = { "user-agent": "slipway-verify", accept: "*/*" };

/** What a load balancer answers to a request that its target group does not speak. */
const otherProtocol = 464;

/** Whether a request is answered as the app says. */
export async function request(check: RequestCheck, means: CheckMeans): Promise<Finding> {
  const { cloud, state, place, pause, isStill } = means;
  if (place.isInMaintenance) {
    const says = "environment.edge.maintenance answers every request: remove it and deploy, then verify again";
    return { passed: false, says, couldNotLook: true };
  }
  if (state.url === undefined) {
    return { passed: false, says: "the stack has no URL among its outputs: deploy it", couldNotLook: true };
  }
  const url = addressOf(check, state.url);
  const { method, maxSeconds } = check;
  for (let tried = 1; ; tried++) {
    const answer = await cloud.probe({ url, method, headers, maxSeconds });
    const found = judged(check, `${method} ${url}`, answer);
    if (found.passed || isStill || tried === tries) {
      return found;
    }
    await pause(pauseSeconds * 1000);
  }
}

/** A label is one of a host under the stack's own. */
function addressOf({ host = "@", path }: RequestCheck, stackUrl: string): string {
  const { protocol, host: apex } = new URL(stackUrl);
  return `${protocol}//${host === "@" ? apex : `${host}.${apex}`}${path}`;
}

function judged(check: RequestCheck, what: string, answer: ProbeAnswer): Finding {
  if (!answer.answered) {
    return { passed: false, says: `${what}: ${answer.says}`, ...(answer.isHere && { couldNotLook: true }) };
  }
  const { status, body, headers, seconds, certificateDays } = answer;
  if (status === otherProtocol && !check.status.includes(status)) {
    const says = `${what}: the load balancer passes no HTTP/1.1 on to a service whose protocol is http2 or grpc: ask it by a command (run)`;
    return { passed: false, says, couldNotLook: true };
  }
  const wrongHeaders = Object.entries(check.headers).flatMap(([name, wanted]) => {
    const value = headers[name.toLowerCase()];
    return value?.includes(wanted)
      ? []
      : [`its header ${name} is ${value === undefined ? "not there" : `"${value}"`}, not "${wanted}"`];
  });
  const complaints = [
    ...(check.status.includes(status) ? [] : [`it answers ${status}, not ${check.status.join(" or ")}`]),
    ...(check.contains === undefined || body.includes(check.contains)
      ? []
      : [`its body does not contain "${check.contains}"`]),
    ...wrongHeaders,
    ...(certificateDays === undefined || certificateDays >= check.certificateDays
      ? []
      : [`its certificate ends in ${certificateDays} days, which has to be ${check.certificateDays} at least`]),
  ];
  const certificate = certificateDays === undefined ? "" : `, certificate for ${certificateDays} days`;
  const { passed, says } = finding(complaints, `${status} in ${seconds.toFixed(2)} s${certificate}`);
  return { passed, says: `${what}: ${says}` };
}
