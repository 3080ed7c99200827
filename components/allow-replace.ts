import * as pulumi from "@pulumi/pulumi";
import { formatUrn, parseUrn, unmatchedUrns } from "../lib/urn.ts";

/**
 * Inputs by which AWS itself keeps something, and what they are while it may go. A database leaves its final snapshot
 * all the same; a bucket goes with what is in it, which nothing else could empty.
 */
const protections: Readonly<Record<string, boolean>> = {
  deletionProtection: false,
  enableDeletionProtection: false,
  forceDestroy: true,
};

/**
 * Takes Pulumi's protection and AWS's own off the resources that `urns` name, before the engine sees them. Returns what
 * to call when all is declared: it warns of URNs that nothing has.
 */
export function allowReplace(urns: readonly string[]): () => void {
  const [stack, project] = [pulumi.getStack(), pulumi.getProject()];
  refuseOtherProjects(urns, project);
  const declared = new Set<string>();
  const chains = new Map<pulumi.Resource, readonly string[]>();
  pulumi.runtime.registerStackTransformation(({ resource, type, name, props, opts }) => {
    const types = [...((opts.parent && chains.get(opts.parent)) ?? []), type];
    chains.set(resource, types);
    const urn = formatUrn({ stack, project, types, name });
    declared.add(urn);
    if (!urns.includes(urn)) {
      return undefined;
    }
    const cleared = Object.entries(protections).filter(([key]) => key in props);
    // Kept files would hold the name that new ones need. What is kept on GitHub was there before, and a repository that
    // another stack takes over, or that is not this app's any more, would be archived.
    const free = { ...opts, protect: false, ...(!type.startsWith("github:") && { retainOnDelete: false }) };
    return { props: { ...props, ...Object.fromEntries(cleared) }, opts: free };
  });
  return () => {
    for (const sentence of unmatchedUrns(urns, declared)) {
      pulumi.log.warn(sentence);
    }
  };
}

function refuseOtherProjects(urns: readonly string[], project: string): void {
  const strangers = urns.filter((urn) => parseUrn(urn)?.project !== project);
  if (strangers.length > 0) {
    throw new pulumi.RunError(
      strangers
        .map((urn) => `environment.allowReplace: ${urn} is not of this project: its second part is ${project} here`)
        .join("\n"),
    );
  }
}
