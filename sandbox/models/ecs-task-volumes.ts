import type { Rule, Values } from "../model.ts";
import { repeated } from "./each-container.ts";
import { object, objects, str } from "./values.ts";

const EFS = "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_EFSVolumeConfiguration.html";

/** A volume of a task definition that is a file system of EFS. */
export interface FilesVolume {
  readonly name: string;
  readonly fileSystemId: string;
  readonly accessPointId: string | undefined;
  /** Whether the task's role must be allowed to mount it. */
  readonly asRole: boolean;
}

/** The file systems in the volumes of a task definition. */
export function filesVolumesOf(taskDefinition: Values): readonly FilesVolume[] {
  return objects(taskDefinition, "volumes").flatMap((volume) =>
    objects(volume, "efsVolumeConfiguration").map((files) => {
      const authorization = object(files, "authorizationConfig");
      return {
        name: str(volume, "name") ?? "",
        fileSystemId: str(files, "fileSystemId") ?? "",
        accessPointId: str(authorization, "accessPointId"),
        asRole: authorization.iam === "ENABLED",
      };
    }),
  );
}

const names: Rule<Values> = {
  id: "task-definition-volume-names",
  says: "Names of volumes are unique in a task, of up to 255 letters, digits, hyphens and underscores.",
  source: "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Volume.html",
  refuse(values) {
    const all = objects(values, "volumes").map((volume) => str(volume, "name") ?? "");
    const wrong = all.find((name) => !/^[A-Za-z0-9_-]{1,255}$/.test(name));
    if (wrong !== undefined)
      return `ClientException: Invalid volume name '${wrong}': use up to 255 letters, digits, hyphens and underscores`;
    const twice = repeated(all);
    return twice === undefined
      ? undefined
      : `ClientException: Duplicate volume name '${twice}' in "${values.family}": rename one`;
  },
};

const encrypted: Rule<Values> = {
  id: "task-definition-files-encrypted",
  says: "A file system that is mounted through an access point or with the task's role is encrypted on the way, and its root directory is left to the access point.",
  source: EFS,
  refuse(values) {
    for (const volume of objects(values, "volumes")) {
      const [files] = objects(volume, "efsVolumeConfiguration");
      const authorization = files && object(files, "authorizationConfig");
      if (files === undefined || authorization === undefined) continue;
      const start = `ClientException: EFS configuration of volume "${volume.name}"`;
      const authorized = authorization.iam === "ENABLED" || authorization.accessPointId !== undefined;
      if (authorized && files.transitEncryption !== "ENABLED")
        return `${start}: transit encryption must be enabled with an access point or IAM: set transitEncryption to ENABLED`;
      if (authorization.accessPointId !== undefined && !["/", undefined].includes(str(files, "rootDirectory")))
        return `${start}: rootDirectory ${files.rootDirectory} with an access point, which has its own: leave it out`;
    }
    return undefined;
  },
};

/** Rules on the volumes of a task definition. */
export const volumeRules: readonly Rule<Values>[] = [names, encrypted];
