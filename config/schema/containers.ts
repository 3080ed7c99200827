import * as z from "zod";

import { about, envName, itemKey, whole } from "./scalars.ts";

/** A folder as a container sees it. */
const folder = z.string().regex(/^\/[^\s:]+$/, "is no absolute path: write it like /tmp");

/** Folders that a task may write to. */
export const writable = z
  .array(
    z.union([
      folder.describe(about("A folder of the usual size")),
      z
        .strictObject({
          path: folder.describe(about("The folder")),
          sizeMiB: whole(1, 122_880).describe(about("Most that it holds, in MiB of the task's memory")),
        })
        .describe(about("A folder with its size")),
    ]),
  )
  .exactOptional()
  .describe(
    about(
      "Folders that the task may write to, each empty at its start and gone with it; what is in them is memory of the task, at most half of memoryMiB together",
      { default: "none; 64 MiB each", effect: "restarts" },
    ),
  );

const sidecar = z
  .strictObject({
    image: z
      .string()
      .regex(
        /^[a-z0-9]+([.-][a-z0-9]+)*(:\d+)?(\/[a-z0-9]+([._-]+[a-z0-9]+)*)+(:[A-Za-z0-9_][A-Za-z0-9._-]{0,127})?@sha256:[0-9a-f]{64}$/,
        'is no image with its digest: write registry, repository, "@sha256:" and 64 hexadecimal digits',
      )
      .describe(
        about(
          "Image with its digest; where ECR pulls it through, with the tag that has the digest too, name:tag@sha256:…",
          {
            effect: "restarts",
          },
        ),
      ),
    pullSecret: envName.exactOptional().describe(
      about('Secret with the registry\'s credentials, {"username": …, "password": …}; each place gives it', {
        default: "that of the app's images in the same registry, or none",
        effect: "restarts",
      }),
    ),
    command: z
      .array(z.string())
      .min(1, "is empty: name the program, or remove the key")
      .exactOptional()
      .describe(about("Program and its arguments", { default: "the image's", effect: "restarts" })),
    env: z
      .record(envName, z.string())
      .exactOptional()
      .describe(about("Its environment variables", { default: "none", effect: "restarts" })),
    secrets: z
      .array(envName)
      .exactOptional()
      .describe(
        about("Secrets of the app that it gets as environment variables", { default: "none", effect: "restarts" }),
      ),
    port: whole(1, 65_535)
      .exactOptional()
      .describe(about("Port that it listens on, for the other containers", { default: "none", effect: "restarts" })),
    essential: z
      .boolean()
      .exactOptional()
      .describe(about("Whether the task stops when it stops", { default: "true", effect: "restarts" })),
  })
  .describe(about("A container beside the app's own, in each of its tasks"));

/** Containers beside the app's own. */
export const sidecars = z
  .record(itemKey, sidecar)
  .exactOptional()
  .describe(
    about("Containers beside the app's own, by name; they reach each other on localhost", {
      default: "none",
      effect: "restarts",
    }),
  );

/** File systems that outlive a task. */
export const volumes = z
  .record(
    itemKey,
    z
      .strictObject({ path: folder.describe(about("Folder that it is mounted on", { effect: "restarts" })) })
      .describe(about("A file system of its own")),
  )
  .exactOptional()
  .describe(
    about("Encrypted file systems (EFS) that outlive the task and that its tasks share, by name", {
      default: "none",
      effect: "restarts",
    }),
  );
