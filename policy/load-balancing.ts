import { at } from "./inputs.ts";
import type { PolicyResource } from "./rule.ts";

/** The provider takes each of these under two names. */
export const loadBalancerTypes: readonly string[] = [
  "aws:lb/loadBalancer:LoadBalancer",
  "aws:alb/loadBalancer:LoadBalancer",
];
export const listenerTypes: readonly string[] = ["aws:lb/listener:Listener", "aws:alb/listener:Listener"];
export const listenerRuleTypes: readonly string[] = [
  "aws:lb/listenerRule:ListenerRule",
  "aws:alb/listenerRule:ListenerRule",
];

/** Whether a load balancer is one for HTTP, which is what a load balancer is where nothing else is said. */
export function isApplication({ inputs }: PolicyResource): boolean {
  return (inputs.loadBalancerType ?? "application") === "application";
}

/** Whether an action of a listener sends the browser to the same place over HTTPS. */
export function redirectsToHttps(action: unknown): boolean {
  return at(action, "type") === "redirect" && at(action, "redirect.protocol") === "HTTPS";
}
