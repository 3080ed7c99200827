import type { Rule } from "../rule.ts";
import { clusterInsights } from "./compute/cluster-insights.ts";
import { functionNotPublic } from "./compute/function-not-public.ts";
import { functionRuntimeSupported } from "./compute/function-runtime-supported.ts";
import { functionSecretsByReference } from "./compute/function-secrets-by-reference.ts";
import { functionSpansZones } from "./compute/function-spans-zones.ts";
import { scheduleDeadLetters } from "./compute/schedule-dead-letters.ts";
import { serviceCapacityProviders } from "./compute/service-capacity-providers.ts";
import { serviceCircuitBreaker } from "./compute/service-circuit-breaker.ts";
import { serviceExecOff } from "./compute/service-exec-off.ts";
import { serviceOnLatestPlatform } from "./compute/service-on-latest-platform.ts";
import { serviceRollbackAlarms } from "./compute/service-rollback-alarms.ts";
import { serviceSpansZones } from "./compute/service-spans-zones.ts";
import { serviceWaitedFor } from "./compute/service-waited-for.ts";
import { serviceWithoutPublicAddress } from "./compute/service-without-public-address.ts";
import { taskApartFromHost } from "./compute/task-apart-from-host.ts";
import { taskImageByDigest } from "./compute/task-image-by-digest.ts";
import { taskLogs } from "./compute/task-logs.ts";
import { taskNotPrivileged } from "./compute/task-not-privileged.ts";
import { taskRolesApart } from "./compute/task-roles-apart.ts";
import { taskRootReadOnly } from "./compute/task-root-read-only.ts";
import { taskSecretsByReference } from "./compute/task-secrets-by-reference.ts";
import { taskUserNotRoot } from "./compute/task-user-not-root.ts";
import { taskVolumeOverTls } from "./compute/task-volume-over-tls.ts";

export const computeRules: readonly Rule[] = [
  taskNotPrivileged,
  taskRootReadOnly,
  taskUserNotRoot,
  taskApartFromHost,
  taskLogs,
  taskSecretsByReference,
  taskImageByDigest,
  taskRolesApart,
  taskVolumeOverTls,
  serviceWithoutPublicAddress,
  serviceOnLatestPlatform,
  serviceCircuitBreaker,
  serviceWaitedFor,
  serviceRollbackAlarms,
  serviceExecOff,
  serviceSpansZones,
  serviceCapacityProviders,
  clusterInsights,
  functionRuntimeSupported,
  functionNotPublic,
  functionSecretsByReference,
  functionSpansZones,
  scheduleDeadLetters,
];
