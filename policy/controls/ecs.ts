import type { Control } from "./control.ts";

export const ecsControls: readonly Control[] = [
  { id: "ECS.2", title: "Services give tasks no public address", verdict: { rule: "service-without-public-address" } },
  { id: "ECS.3", title: "Tasks have processes of their own", verdict: { rule: "task-apart-from-host" } },
  { id: "ECS.4", title: "Containers are not privileged", verdict: { rule: "task-not-privileged" } },
  { id: "ECS.5", title: "Containers cannot write to their root file system", verdict: { rule: "task-root-read-only" } },
  { id: "ECS.8", title: "No variable holds a secret", verdict: { rule: "task-secrets-by-reference" } },
  { id: "ECS.9", title: "Containers have a log", verdict: { rule: "task-logs" } },
  {
    id: "ECS.10",
    title: "Services run on the latest platform of Fargate",
    verdict: { rule: "service-on-latest-platform" },
  },
  { id: "ECS.12", title: "Clusters have Container Insights", verdict: { rule: "cluster-insights" } },
  {
    id: "ECS.16",
    title: "Task sets give tasks no public address",
    verdict: { rule: "service-without-public-address" },
  },
  { id: "ECS.18", title: "Volumes of EFS are reached over TLS", verdict: { rule: "task-volume-over-tls" } },
  {
    id: "ECS.19",
    title: "Capacity providers protect instances with tasks",
    verdict: { notApplicable: "There is no capacity provider but Fargate's own, which have no instances to protect." },
  },
  {
    id: "ECS.20",
    title: "Containers of Linux name a user that is not root",
    verdict: {
      waived:
        "An image says itself which user it runs as, and a definition cannot see it; user names another. The rule task-user-not-root refuses root by name, and a root user finds a read-only root, no privileges and, on Fargate, no neighbours.",
    },
  },
  {
    id: "ECS.21",
    title: "Containers of Windows name a user that is no administrator",
    verdict: { notApplicable: "Tasks run Linux." },
  },
];
