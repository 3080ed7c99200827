import type { Variable } from "./compose/variables.ts";
import type { Target, Targets } from "./targets.ts";
import type { LinkAt, Outcome } from "./task-variables.ts";

/** Why credentials of AWS, and of what stands for it in the file, are left out. */
export const hasRole = "a task has a role, whose rights uses and permissions say: leave credentials out";

/** `S3_BUCKET`, `AWS_STORAGE_BUCKET_NAME` */
const bucketName = /(^|_)BUCKET(_?NAME)?$/;
const objectStore = /(^|_)(S3|MINIO|STORAGE|BUCKET|OBJECT|SPACES)(_|$)|ACCESS_KEY/;
const credential = /(KEY|KEY_?ID|SECRET|USER|USER_?NAME|PASSWORD)$/;

/** Name and login of the file's only bucket server, which a task has from slipway; undefined of anything else. */
export function bucketOutcome(name: string, variable: Variable, { leave, around, uses }: LinkAt): Outcome | undefined {
  const bucket = onlyBucket(around.targets);
  if (bucket === undefined) {
    return undefined;
  }
  const { key } = bucket;
  if (isLogin(name, variable, bucket)) {
    return { ...leave(hasRole), use: key };
  }
  if (!bucketName.test(name) || (variable.value === "" && !variable.isOpen)) {
    return undefined;
  }
  const { env } = uses.get(key) ?? {};
  return env === undefined
    ? { use: key, as: { env: name } }
    : {
        ...leave(
          `a task has the name of ${key} in one variable, ${env}: let the app read that, or give this one a bucket of its own in app.buckets and uses`,
        ),
        use: key,
      };
}

function onlyBucket(targets: Targets): Exclude<Target, { readonly is: "gone" }> | undefined {
  const buckets = new Set([...targets.values()].flatMap((target) => (target.is === "bucket" ? [target] : [])));
  const [bucket] = buckets;
  return buckets.size === 1 ? bucket : undefined;
}

/** Whether it lets an app in at the server of the file, which AWS knows nothing of. */
function isLogin(name: string, { value, isOpen }: Variable, { service }: Target): boolean {
  const own = ["MINIO_ROOT_USER", "MINIO_ROOT_PASSWORD", "MINIO_ACCESS_KEY", "MINIO_SECRET_KEY"];
  const logins = ["minioadmin", ...own.flatMap((variable) => service.variables.get(variable)?.value ?? [])];
  const isSame = value === "" ? isOpen : logins.includes(value);
  return isSame && credential.test(name) && objectStore.test(name);
}
