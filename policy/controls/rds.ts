import type { Control } from "./control.ts";

const noCluster = { notApplicable: "Databases here are instances of RDS for PostgreSQL; no cluster is made." };
const noSubscription = { notApplicable: "No event subscription is made; what RDS tells comes as metrics with alarms." };
const otherEngine = { notApplicable: "Databases here are PostgreSQL." };
const replicas = "AWS's control also looks at read replicas, which hold nothing of their own.";

export const rdsControls: readonly Control[] = [
  {
    id: "RDS.1",
    title: "Snapshots are private",
    verdict: {
      notApplicable:
        "No snapshot is declared; those that RDS, AWS Backup and migrations make are private. AWS's policy for Backup's role alone has the right to share one, of those that Backup made.",
    },
  },
  { id: "RDS.2", title: "Instances have no public address", verdict: { rule: "database-not-public" } },
  { id: "RDS.3", title: "Instances are encrypted where they lie", verdict: { rule: "database-encrypted" } },
  { id: "RDS.4", title: "Snapshots are encrypted", verdict: { rule: "database-encrypted" } },
  {
    id: "RDS.5",
    title: "Instances have a standby in another zone",
    verdict: { rule: "database-multi-az", less: replicas },
  },
  {
    id: "RDS.6",
    title: "Instances have enhanced monitoring",
    verdict: {
      waived:
        "Metrics of the operating system are another log to pay for; the alarms on CPU, memory, storage and connections, and Performance Insights in production, answer what was asked so far.",
    },
  },
  { id: "RDS.7", title: "Clusters are protected from deletion", verdict: { rule: "database-deletion-protected" } },
  {
    id: "RDS.8",
    title: "Instances are protected from deletion",
    verdict: { rule: "database-deletion-protected", less: replicas },
  },
  { id: "RDS.9", title: "Instances send their logs to CloudWatch Logs", verdict: { rule: "database-logs-exported" } },
  {
    id: "RDS.10",
    title: "Instances take logins with IAM",
    verdict: {
      waived:
        "Apps read one URL and hold connections for long, and a token of IAM is good for fifteen minutes; each task has a login and a password of its own, over TLS.",
    },
  },
  { id: "RDS.11", title: "Instances are backed up for seven days", verdict: { rule: "database-backups-kept" } },
  { id: "RDS.12", title: "Clusters take logins with IAM", verdict: noCluster },
  { id: "RDS.13", title: "Instances take minor versions by themselves", verdict: { rule: "database-minor-upgrades" } },
  { id: "RDS.14", title: "Aurora clusters can go back in time", verdict: noCluster },
  { id: "RDS.15", title: "Clusters are in several zones", verdict: noCluster },
  { id: "RDS.16", title: "Aurora clusters give snapshots their tags", verdict: { rule: "database-tags-on-snapshots" } },
  { id: "RDS.17", title: "Instances give snapshots their tags", verdict: { rule: "database-tags-on-snapshots" } },
  { id: "RDS.19", title: "Event subscriptions tell of clusters", verdict: noSubscription },
  { id: "RDS.20", title: "Event subscriptions tell of instances", verdict: noSubscription },
  {
    id: "RDS.21",
    title: "Somebody is told of changed parameter groups",
    verdict: {
      waived:
        "Parameter groups are changed by deployments alone, and a change beside them is found by the search for drift.",
    },
  },
  {
    id: "RDS.22",
    title: "Somebody is told of changed security groups of RDS",
    verdict: { waived: "They were of EC2-Classic; those of the VPC are watched by the search for drift." },
  },
  {
    id: "RDS.23",
    title: "Instances have another port than the usual one",
    verdict: {
      waived: "A port hides nothing from whoever may reach it, and only tasks that use the database are let in.",
    },
  },
  { id: "RDS.24", title: "Clusters have an administrator of another name", verdict: noCluster },
  {
    id: "RDS.25",
    title: "Instances have an administrator of another name",
    verdict: {
      waived:
        "The name is no secret, and cannot be changed without a new instance; no task of the app may read its password, which RDS makes and changes every week unless the instance has replicas.",
    },
  },
  { id: "RDS.27", title: "Clusters are encrypted where they lie", verdict: { rule: "database-encrypted" } },
  { id: "RDS.34", title: "Aurora MySQL sends audit logs", verdict: { rule: "database-logs-exported" } },
  { id: "RDS.35", title: "Clusters take minor versions by themselves", verdict: { rule: "database-minor-upgrades" } },
  { id: "RDS.36", title: "PostgreSQL sends its logs", verdict: { rule: "database-logs-exported" } },
  { id: "RDS.37", title: "Aurora PostgreSQL sends its logs", verdict: { rule: "database-logs-exported" } },
  { id: "RDS.40", title: "SQL Server sends its logs", verdict: { rule: "database-logs-exported" } },
  { id: "RDS.41", title: "SQL Server refuses connections without TLS", verdict: { rule: "database-tls" } },
  { id: "RDS.42", title: "MariaDB sends its logs", verdict: { rule: "database-logs-exported" } },
  {
    id: "RDS.43",
    title: "Proxies refuse connections without TLS",
    verdict: { notApplicable: "No proxy of RDS is made." },
  },
  { id: "RDS.44", title: "MariaDB refuses connections without TLS", verdict: { rule: "database-tls" } },
  { id: "RDS.45", title: "Aurora MySQL writes an audit log", verdict: otherEngine },
  {
    id: "RDS.46",
    title: "Instances are in subnets without a route from the internet",
    verdict: { rule: "data-in-private-subnets" },
  },
  {
    id: "RDS.47",
    title: "PostgreSQL clusters give snapshots their tags",
    verdict: { rule: "database-tags-on-snapshots" },
  },
  { id: "RDS.48", title: "MySQL clusters give snapshots their tags", verdict: { rule: "database-tags-on-snapshots" } },
  { id: "RDS.50", title: "Clusters are backed up for seven days", verdict: { rule: "database-backups-kept" } },
  { id: "RDS.51", title: "Global clusters run a supported version of Aurora MySQL", verdict: noCluster },
];
