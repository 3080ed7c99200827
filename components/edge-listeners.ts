import { Listener, type ListenerArgs } from "@pulumi/aws/lb/listener.js";
import type { LoadBalancer } from "@pulumi/aws/lb/loadBalancer.js";
import type * as pulumi from "@pulumi/pulumi";

/** Response headers that the load balancer sets itself, over what the app says. */
export interface ResponseHeaders {
  /** 0: browsers are told to forget what they were told. */
  readonly hstsSeconds: number;
  readonly frameOptions?: "DENY" | "SAMEORIGIN";
  readonly noSniff: boolean;
  readonly contentSecurityPolicy?: string;
}

const notFound: ListenerArgs["defaultActions"] = [
  { type: "fixed-response", fixedResponse: { contentType: "text/plain", messageBody: "not found", statusCode: "404" } },
];

/** The only listener where there is no domain. */
export function plainListener(
  name: string,
  balancer: LoadBalancer,
  headers: ResponseHeaders,
  child: pulumi.ResourceOptions,
): Listener {
  return new Listener(
    `${name}-http`,
    {
      loadBalancerArn: balancer.arn,
      port: 80,
      protocol: "HTTP",
      ...responseHeaders(headers),
      defaultActions: notFound,
    },
    child,
  );
}

/** The listener that services hang on, beside one that sends plain HTTP to it. */
export function securedListener(
  name: string,
  certificateArn: pulumi.Input<string>,
  balancer: LoadBalancer,
  headers: ResponseHeaders,
  child: pulumi.ResourceOptions,
): Listener {
  const loadBalancerArn = balancer.arn;
  new Listener(
    // The one of a place without a domain too: there is one listener on a port, and a new one cannot come before it.
    `${name}-http`,
    {
      loadBalancerArn,
      port: 80,
      protocol: "HTTP",
      routingHttpResponseServerEnabled: false,
      defaultActions: [{ type: "redirect", redirect: { port: "443", protocol: "HTTPS", statusCode: "HTTP_301" } }],
    },
    child,
  );
  return new Listener(
    `${name}-https`,
    {
      loadBalancerArn,
      port: 443,
      protocol: "HTTPS",
      certificateArn,
      // What AWS recommends since 2025: TLS 1.2 and 1.3 with forward secrecy and post-quantum key exchange.
      sslPolicy: "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09",
      routingHttpResponseStrictTransportSecurityHeaderValue: `max-age=${headers.hstsSeconds}`,
      ...responseHeaders(headers),
      defaultActions: notFound,
    },
    child,
  );
}

function responseHeaders({ frameOptions, noSniff, contentSecurityPolicy }: ResponseHeaders) {
  return {
    routingHttpResponseServerEnabled: false,
    ...(frameOptions && { routingHttpResponseXFrameOptionsHeaderValue: frameOptions }),
    ...(noSniff && { routingHttpResponseXContentTypeOptionsHeaderValue: "nosniff" }),
    ...(contentSecurityPolicy && {
      routingHttpResponseContentSecurityPolicyHeaderValue: contentSecurityPolicy,
    }),
  } satisfies Partial<ListenerArgs>;
}
