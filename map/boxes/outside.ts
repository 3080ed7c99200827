import { hostsOf, imagesOf } from "../../config/relations.ts";
import type { Stack } from "../../config/stack.ts";
import type { Domain } from "../../config/stack-place.ts";
import { readImageUri } from "../../lib/image-uri.ts";
import { registryOf } from "../../lib/registry.ts";
import { cut, type Draft } from "./draft.ts";
import { natZones } from "./network.ts";

/** The world around an environment: who asks, by which names, what tasks may reach, where images come from. */
export function outsideBoxes(stack: Stack): Draft[] {
  const { domain } = stack.edge;
  return [
    { id: "people", kind: "people", name: "people", facts: ["whoever asks from the internet"] },
    ...(domain ? [dnsBox(domain, hostsOf(stack))] : []),
    ...reachedBoxes(stack),
    ...registryBoxes(stack),
  ];
}

function dnsBox({ name, aliases, dns, certificateArn }: Domain, hosts: readonly string[]): Draft {
  const names = [...new Set([name, ...aliases, ...hosts])].sort();
  return {
    id: "dns",
    kind: "dns",
    name,
    facts: [
      dns.kind === "zone" ? "records in a zone of Route 53" : "records that people set elsewhere",
      cut(names.join(", ")),
      certificateArn ? "a certificate that was there already" : "a certificate of ACM, which renews itself",
    ],
  };
}

/** What tasks may reach beside the parts of the stack: the rules of their security groups name these. */
function reachedBoxes(stack: Stack): Draft[] {
  const { services, jobs, databases } = stack;
  const migrations = Object.values(databases).flatMap(({ migrate }) => migrate ?? []);
  const asked = [...Object.values(services), ...Object.values(jobs), ...migrations].flatMap(({ egress }) => egress);
  const blocks = [...new Set(asked.map(({ to }) => to))].filter((to) => to !== "any").sort();
  const mayBe = stack.network.existing !== undefined;
  const isOpen = natZones(stack).length > 0 || mayBe || asked.some(({ to }) => to === "any");
  return [
    ...(isOpen ? [{ id: "internet", kind: "external", name: "internet", facts: [] } as const] : []),
    ...blocks.map((block) => ({ id: `external/${block}`, kind: "external", name: block, facts: [] }) as const),
  ];
}

function registryBoxes(stack: Stack): Draft[] {
  return registriesOf(stack).map((host) => {
    const pulled = repositoriesOf(stack).filter((image) => registryOf(image) === host);
    const through = stack.pullThrough[host] ? ["pulled through the ECR of this account"] : [];
    const names = cut(pulled.map((image) => image.split("/").at(-1)).join(", "));
    return { id: `registry/${host}`, kind: "external", name: host, facts: [names, ...through] };
  });
}

/** Hosts that images of the app come from. */
export function registriesOf(stack: Stack): string[] {
  return [...new Set(repositoriesOf(stack).map(registryOf))].sort();
}

function repositoriesOf(stack: Stack): string[] {
  return [...new Set(imagesOf(stack).map(({ uri }) => readImageUri(uri).repository))].sort();
}
