/** Whom the files of a file system belong to. */
export interface PosixUser {
  readonly uid: number;
  readonly gid: number;
}

/** For a user that has a name in the image alone, or none at all; and for root, whom EFS takes the rights of root from. */
const anybody: PosixUser = { uid: 1000, gid: 1000 };

/** Whom the files of a container belong to that runs as `user`: `1001`, `1001:2002`, or a name that only its image knows. */
export function posixUser(user: string | undefined): PosixUser {
  const [, uid, gid] = /^(\d+)(?::(\d+))?$/.exec(user ?? "") ?? [];
  return uid === undefined || Number(uid) === 0 ? anybody : { uid: Number(uid), gid: Number(gid ?? uid) };
}
