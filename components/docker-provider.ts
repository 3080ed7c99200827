import { Provider } from "@pulumi/docker/provider.js";

/** The Docker of this machine, which must run: it is declared only where an image is built. */
export function dockerProvider(name: string): Provider {
  return new Provider(name, {});
}
