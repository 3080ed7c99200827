import type { Control } from "./control.ts";

export const elasticacheControls: readonly Control[] = [
  { id: "ElastiCache.1", title: "Caches are backed up", verdict: { rule: "cache-backups-kept" } },
  { id: "ElastiCache.2", title: "Caches take minor versions by themselves", verdict: { rule: "cache-minor-upgrades" } },
  { id: "ElastiCache.3", title: "Another node takes over", verdict: { rule: "cache-fails-over" } },
  { id: "ElastiCache.4", title: "Caches are encrypted where they lie", verdict: { rule: "cache-encrypted" } },
  { id: "ElastiCache.5", title: "Caches are encrypted on the way", verdict: { rule: "cache-tls" } },
  { id: "ElastiCache.6", title: "Older caches ask for a token", verdict: { rule: "cache-asks-who" } },
  { id: "ElastiCache.7", title: "Caches have subnets of their own", verdict: { rule: "cache-own-subnets" } },
];
