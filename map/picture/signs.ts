import type { BoxKind } from "../environment-map.ts";

/** What a kind of box is called in a legend and to a screen reader. */
export const kindNames: Readonly<Record<BoxKind, string>> = {
  people: "people",
  dns: "DNS",
  account: "account",
  edge: "load balancer",
  firewall: "firewall",
  network: "network",
  tier: "subnets of a tier",
  subnet: "subnet",
  nat: "NAT",
  cluster: "cluster",
  web: "web service",
  worker: "worker",
  job: "job",
  migration: "migration",
  database: "database",
  replica: "read replica",
  cache: "cache",
  queue: "queue",
  bucket: "bucket",
  "file-system": "file system",
  secrets: "secrets",
  function: "function",
  external: "outside",
  alarms: "alarms",
  receiver: "receiver of alarms",
  repository: "repository",
  workflow: "workflow",
  environment: "environment of GitHub",
  role: "role",
};

const cylinder =
  "M4 5.5c0-1.4 2.7-2.5 6-2.5s6 1.1 6 2.5v9c0 1.4-2.7 2.5-6 2.5s-6-1.1-6-2.5z M4 5.5C4 6.9 6.7 8 10 8s6-1.1 6-2.5";

/** The sign of each kind: lines in a field of 20 by 20. Drawn for this project. */
export const signs: Readonly<Record<BoxKind, string>> = {
  people: "M10 9.5a3 3 0 1 0 0-6 3 3 0 0 0 0 6z M4 16.5c0-3 2.5-4.8 6-4.8s6 1.8 6 4.8",
  dns: "M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14z M3 10h14 M10 3c2.5 2 3.5 4.5 3.5 7s-1 5-3.5 7 M10 3c-2.5 2-3.5 4.5-3.5 7s1 5 3.5 7",
  edge: "M3 10h5 M8 10l4-5h5 M8 10h9 M8 10l4 5h5 M15 3l2 2-2 2 M15 8l2 2-2 2 M15 13l2 2-2 2",
  firewall: "M10 3l6 2v5c0 3.5-2.5 5.8-6 7-3.5-1.2-6-3.5-6-7V5z M7 10l2.2 2.2L13.2 8",
  account: "M5 15.5a3.5 3.5 0 0 1 0-7 5 5 0 0 1 9.5-1 4 4 0 0 1 .5 8z",
  network:
    "M11.7 4.5a1.7 1.7 0 1 0 0 .1z M6.5 15a1.7 1.7 0 1 0 0 .1z M16.9 15a1.7 1.7 0 1 0 0 .1z M9.2 6l-3.6 7.3 M10.8 6l3.6 7.3 M6.8 15h6.4",
  tier: "M3 7l7-4 7 4-7 4z M3 10.5l7 4 7-4 M3 13.5l7 4 7-4",
  subnet: "M4 4h12v12H4z M4 10h12 M10 4v12",
  nat: "M3 7h12 M12 4l3 3-3 3 M17 13H5 M8 10l-3 3 3 3",
  cluster: "M3 3.5h6v6H3z M11 3.5h6v6h-6z M3 11.5h6v5H3z M11 11.5h6v5h-6z",
  web: "M3 4h14v12H3z M3 8h14 M5.5 6h.1 M8 6h.1",
  worker:
    "M10 7a3 3 0 1 0 0 6 3 3 0 0 0 0-6z M10 3v2.5 M10 14.5V17 M3 10h2.5 M14.5 10H17 M5 5l1.8 1.8 M13.2 13.2L15 15 M15 5l-1.8 1.8 M6.8 13.2L5 15",
  job: "M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14z M10 6v4.2l3 1.8",
  migration: "M4 5h6 M4 10h6 M4 15h6 M14.5 3.5v12 M11.5 12.5l3 3 3-3",
  database: cylinder,
  replica: `${cylinder} M8 11.5h4.5 M11 9.8l1.7 1.7-1.7 1.7`,
  cache: "M11 3L5 11.5h4.5L9 17l6-8.5h-4.5z",
  queue: "M3 6h3.5v8H3z M8.2 6h3.5v8H8.2z M13.5 6H17v8h-3.5z",
  bucket: "M4 5h12l-1.5 11.5h-9z M3.5 5c0-1 3-2 6.5-2s6.5 1 6.5 2",
  "file-system": "M3 5h5l1.5 2H17v9H3z M3 9.5h14",
  secrets: "M10.5 10a3.5 3.5 0 1 0 0 .1z M10.5 10H17v3 M14 10v2.5",
  function: "M6 16.5c1.5 0 2-1 2.4-3l1.2-7C10 4.5 10.7 3.5 12.5 3.5 M6.5 8.5h6 M12 12l4 4.5 M16 12l-4 4.5",
  external: "M4 8v8h8v-3 M8 4h8v8 M16 4l-8 8",
  alarms: "M10 3c-3 0-4.5 2-4.5 5 0 3.5-1.5 5-1.5 5h12s-1.5-1.5-1.5-5c0-3-1.5-5-4.5-5z M8.5 15.5a1.6 1.6 0 0 0 3 0",
  receiver: "M3 5h14v10H3z M3 6l7 5 7-5",
  repository:
    "M6.7 4.5a1.7 1.7 0 1 0 0 .1z M6.7 15.5a1.7 1.7 0 1 0 0 .1z M16.2 6.5a1.7 1.7 0 1 0 0 .1z M5 6.5v7 M14.5 8.5c0 3.5-4.5 2.5-9 5",
  workflow: "M3 4h5v5H3z M12 11h5v5h-5z M5.5 9v4.5H12",
  environment: "M10 3l1.7 4.3L16 10l-4.3 2.7L10 17l-1.7-4.3L4 10l4.3-2.7z",
  role: "M3 5h14v10H3z M8.7 9a1.7 1.7 0 1 0 0 .1z M4.8 13.2c.2-1.3 1.1-2 2.2-2s2 .7 2.2 2 M11.7 8.5h3 M11.7 11.5h3",
};
