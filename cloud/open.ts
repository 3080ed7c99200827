import type { Cloud, CloudPlace } from "./cloud.ts";

/**
 * The cloud of one place: the sandbox when `SLIPWAY_CLOUD_URL` names one, else AWS. Nothing is loaded or called before
 * the first question, so a plan or a preview pays nothing for it.
 */
export function openCloud(place: CloudPlace): Cloud {
  let opened: Promise<Cloud> | undefined;
  const cloud = () => {
    opened ??= open(place);
    return opened;
  };
  return {
    runTask: async (task) => (await cloud()).runTask(task),
    find: async (wanted) => (await cloud()).find(wanted),
  };
}

async function open(place: CloudPlace): Promise<Cloud> {
  const url = process.env.SLIPWAY_CLOUD_URL;
  if (url) {
    const { sandboxCloud } = await import("./sandbox.ts");
    return sandboxCloud(url);
  }
  const { awsCloud } = await import("./aws.ts");
  return awsCloud(place);
}
