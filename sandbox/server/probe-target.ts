import type { ProbeAnswer } from "../../cloud/probe.ts";
import type { Account } from "../account.ts";
import type { Resource, Values } from "../model.ts";
import { deploymentOf } from "../models/ecs-deployment.ts";
import { token } from "../models/tokens.ts";
import { num, object, objects, str, textsAt } from "../models/values.ts";
import { servingOf } from "./running.ts";

interface Request {
  readonly method: string;
  readonly path: string;
  readonly url: string;
}

type Answer = Pick<Extract<ProbeAnswer, { answered: true }>, "status" | "headers" | "body">;

/** What an action of a listener comes to: it answers itself, sends elsewhere, or asks a service. */
export function answerOf(account: Account, action: Values, request: Request): Answer {
  if (action.type === "fixed-response") {
    const fixed = object(action, "fixedResponse");
    const headers = { "content-type": str(fixed, "contentType") ?? "text/plain" };
    return { status: num(fixed, "statusCode") ?? 500, headers, body: str(fixed, "messageBody") ?? "" };
  }
  if (action.type === "redirect") {
    const redirect = object(action, "redirect");
    const status = Number(/\d+/.exec(str(redirect, "statusCode") ?? "")?.[0] ?? 302);
    return { status, headers: { location: locationOf(redirect, request.url) }, body: "" };
  }
  const group = account.byArn(groupOf(action));
  const service = group && account.find(token.service, (one) => takesRequestsIn(account, one, group));
  return group && service ? answerOfApp(account, group, request) : noTarget;
}

/** In the load balancer's own words. */
const noTarget: Answer = {
  status: 503,
  headers: { "content-type": "text/html" },
  body: "<html>\r\n<head><title>503 Service Temporarily Unavailable</title></head>\r\n</html>\r\n",
};

/** The target group that most requests go to. */
function groupOf(action: Values): string {
  const groups = objects(object(action, "forward"), "targetGroups")
    .filter((group) => num(group, "weight") !== 0)
    .toSorted((one, other) => (num(other, "weight") ?? 1) - (num(one, "weight") ?? 1));
  return str(action, "targetGroupArn") ?? str(groups[0] ?? {}, "arn") ?? "";
}

/** Whether a service has tasks in a target group. */
function takesRequestsIn(account: Account, service: Resource, { outputs: { arn } }: Resource): boolean {
  const group = deploymentOf(account, service.id)?.targetGroup;
  const groups = group === undefined ? textsAt(service.outputs, "loadBalancers.targetGroupArn") : [group];
  return (
    servingOf(account, service) !== undefined &&
    (num(service.outputs, "desiredCount") ?? 0) > 0 &&
    groups.includes(String(arn))
  );
}

/** What the world says, else that all is well. */
function answerOfApp({ world }: Account, group: Resource, { method, path }: Request): Answer {
  const known = world.answers[`${method} ${path}`];
  if (known !== undefined) {
    const headers = Object.entries(known.headers).map(([name, value]) => [name.toLowerCase(), value]);
    return { ...known, headers: Object.fromEntries(headers) };
  }
  const health = object(group.outputs, "healthCheck");
  const isHealth = path === str(health, "path");
  const status = isHealth ? Number(/\d+/.exec(str(health, "matcher") ?? "")?.[0] ?? 200) : 200;
  return { status, headers: { "content-type": "text/plain" }, body: "ok\n" };
}

/** `#{host}` and the like stand for what was asked for. */
function locationOf(redirect: Values, url: string): string {
  const { protocol, hostname, port, pathname, search } = new URL(url);
  const asked: Readonly<Record<string, string>> = {
    protocol: protocol.slice(0, -1),
    host: hostname,
    port: port || (protocol === "https:" ? "443" : "80"),
    path: pathname.slice(1),
    query: search.slice(1),
  };
  const part = (key: string, otherwise: string) =>
    (str(redirect, key) ?? otherwise).replace(/#\{(\w+)\}/g, (_, name: string) => asked[name] ?? "");
  const query = part("query", "#{query}");
  return (
    `${part("protocol", "#{protocol}").toLowerCase()}://${part("host", "#{host}")}:${part("port", "#{port}")}` +
    `${part("path", "/#{path}")}${query && `?${query}`}`
  );
}
