import { listOf, mappingOf, textOf } from "./values.ts";

/** A port of a container. */
export interface Port {
  readonly container: number;
  /** Where it is on the machine that compose runs on. */
  readonly host?: number;
  readonly isUdp: boolean;
}

/** Ports that a service publishes, in every way that compose lets them be written. */
export function portsOf(value: unknown): readonly Port[] {
  return listOf(value).flatMap((entry) => {
    if (entry instanceof Map) {
      const port = mappingOf(entry);
      return portOf(textOf(port.get("target")) ?? "", textOf(port.get("published")), textOf(port.get("protocol")));
    }
    const [address = "", protocol] = (textOf(entry) ?? "").split("/");
    const [container = "", host] = address.split(":").toReversed();
    return portOf(container, host, protocol);
  });
}

/** The first port of a range stands for it. */
function portOf(inContainer: string, onHost: string | undefined, protocol: string | undefined): readonly Port[] {
  const container = numberOf(inContainer);
  const host = numberOf(onHost ?? "");
  return container === undefined ? [] : [{ container, ...(host !== undefined && { host }), isUdp: protocol === "udp" }];
}

function numberOf(text: string): number | undefined {
  const number = Number(/^\d{1,5}(?=$|-)/.exec(text)?.[0] ?? Number.NaN);
  return number >= 1 && number <= 65_535 ? number : undefined;
}
