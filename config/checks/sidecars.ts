import { registryOf } from "../../lib/registry.ts";
import type { App, Config, ServiceConfig } from "../blocks.ts";
import type { Path } from "../path.ts";
import type { Report } from "../problem.ts";
import { sidecarPullSecrets } from "../resolve-images.ts";

/** The container that slipway itself puts into tasks. */
const ownContainer = "slipway-init";

/** Containers of one task share its address, so that their ports and names differ. */
export function checkSidecars({ app }: Config, report: Report): void {
  for (const [key, service] of Object.entries(app.services)) {
    checkContainers(key, service, ["app", "services", key], report);
    checkPullSecrets(app, service, ["app", "services", key], report);
    checkDiscovery(service, ["app", "services", key], report);
  }
}

function checkContainers(key: string, { port, sidecars = {} }: ServiceConfig, path: Path, report: Report): void {
  const ports = new Map(port === undefined ? [] : [[port, "the service itself"]]);
  for (const [name, sidecar] of Object.entries(sidecars)) {
    const at = [...path, "sidecars", name];
    if (name === ownContainer || name === key) {
      report.problem(at, undefined, "is the name of a container that the task has already: use another one");
    }
    const other = sidecar.port === undefined ? undefined : ports.get(sidecar.port);
    if (other !== undefined) {
      const says = `is the port of ${other} too, and containers of one task share its address: use another one`;
      report.problem([...at, "port"], sidecar.port, says);
    }
    if (sidecar.port !== undefined) {
      ports.set(sidecar.port, other ?? `sidecars.${name}`);
    }
    for (const secret of (sidecar.secrets ?? []).filter((one) => sidecar.env?.[one] !== undefined)) {
      report.problem([...at, "env", secret], undefined, "is set by its secrets too: remove one of the two");
    }
  }
}

/** Credentials that nobody names are those of the registry, as long as it has one. */
function checkPullSecrets(app: App, { sidecars = {} }: ServiceConfig, path: Path, report: Report): void {
  for (const [name, sidecar] of Object.entries(sidecars)) {
    const secrets = sidecarPullSecrets(app, sidecar);
    if (secrets.length > 1) {
      const says = `is missing: the app's images in ${registryOf(sidecar.image)} are pulled with ${secrets.join(" and ")}: name the one for this image`;
      report.problem([...path, "sidecars", name, "pullSecret"], undefined, says);
    }
  }
}

/** Who is found is found at a port. */
function checkDiscovery(service: ServiceConfig, path: Path, report: Report): void {
  if (service.kind === "worker" && service.discoverable && service.port === undefined) {
    report.problem([...path, "port"], undefined, "is missing: others reach a discoverable service at a port: add it");
  }
  if (service.kind === "worker" && !service.discoverable && service.port !== undefined) {
    const says = "nothing can connect to a worker that is not discoverable: add discoverable: true, or remove it";
    report.problem([...path, "port"], service.port, says);
  }
}
