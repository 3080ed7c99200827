import { ListenerRule, type ListenerRuleArgs } from "@pulumi/aws/lb/listenerRule.js";
import type * as pulumi from "@pulumi/pulumi";
import { closedPriorities, maintenancePriority } from "../lib/listener-priority.ts";

type FixedResponse = NonNullable<pulumi.Unwrap<ListenerRuleArgs["actions"]>[number]["fixedResponse"]>;

/** A rule for each path that answers 404 on every host, before any service's route. */
export function closePaths(
  name: string,
  listenerArn: pulumi.Input<string>,
  paths: readonly string[],
  child: pulumi.ResourceOptions,
): void {
  for (const [path, priority] of closedPriorities(paths)) {
    const response = { contentType: "text/plain", messageBody: "not found", statusCode: "404" };
    fixedAnswer(`${name}-closed-${path}`, { listenerArn, priority, path, response }, child);
  }
}

/** One rule before all others: every request is answered with 503 and the message, and nothing else changes. */
export function closeForMaintenance(
  name: string,
  listenerArn: pulumi.Input<string>,
  message: string,
  child: pulumi.ResourceOptions,
): void {
  const contentType = message.trimStart().startsWith("<") ? "text/html" : "text/plain";
  const response = { contentType, messageBody: message, statusCode: "503" };
  fixedAnswer(`${name}-maintenance`, { listenerArn, priority: maintenancePriority, path: "/*", response }, child);
}

interface Answer {
  readonly listenerArn: pulumi.Input<string>;
  readonly priority: number;
  readonly path: string;
  readonly response: FixedResponse;
}

function fixedAnswer(name: string, { listenerArn, priority, path, response }: Answer, child: pulumi.ResourceOptions) {
  new ListenerRule(
    name,
    {
      listenerArn,
      priority,
      conditions: [{ pathPattern: { values: [path] } }],
      actions: [{ type: "fixed-response", fixedResponse: response }],
    },
    child,
  );
}
