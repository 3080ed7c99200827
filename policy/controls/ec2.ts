import type { Control } from "./control.ts";

const noVolume = "No volume of EBS is made: tasks and functions bring their own disks, and databases theirs.";
const noInstance = "No instance of EC2 is made: everything runs on Fargate or Lambda.";
const noVpn = "No VPN is made.";
const noLaunchTemplate = "No launch template is made: nothing runs on instances of EC2.";
const endpointsOnDemand =
  "Tasks reach AWS over TLS and through the NAT gateway; with network.nat: none the endpoints that are needed are made, each at a monthly price in each zone.";
const noIncidentManager = "Incident Manager is not used: alarms go to topics of SNS.";

export const ec2Controls: readonly Control[] = [
  { id: "EC2.1", title: "Snapshots of EBS cannot be restored by everybody", verdict: { notApplicable: noVolume } },
  {
    id: "EC2.2",
    title: "Default security groups let nothing through",
    verdict: { rule: "default-security-group-closed" },
  },
  { id: "EC2.3", title: "Volumes of EBS are encrypted", verdict: { notApplicable: noVolume } },
  { id: "EC2.4", title: "Instances that are stopped are removed", verdict: { notApplicable: noInstance } },
  { id: "EC2.6", title: "VPCs have flow logs", verdict: { rule: "vpc-flow-logs" } },
  {
    id: "EC2.7",
    title: "Volumes of EBS are encrypted by default",
    verdict: {
      notApplicable: "It is a setting of the account and region, which other programs share; no volume is made here.",
    },
  },
  { id: "EC2.8", title: "Instances ask for a token at the metadata address", verdict: { notApplicable: noInstance } },
  { id: "EC2.9", title: "Instances have no public address", verdict: { notApplicable: noInstance } },
  {
    id: "EC2.10",
    title: "The API of EC2 is reached through an endpoint",
    verdict: { waived: "No task calls the API of EC2; an endpoint for it would be paid and not used." },
  },
  { id: "EC2.15", title: "Subnets give out no public addresses", verdict: { rule: "subnet-without-public-addresses" } },
  {
    id: "EC2.16",
    title: "Network ACLs that nothing uses are removed",
    verdict: { notApplicable: "No network ACL is made: security groups decide, one for each kind of task and store." },
  },
  { id: "EC2.17", title: "Instances have one network interface", verdict: { notApplicable: noInstance } },
  { id: "EC2.18", title: "The internet gets in on web ports alone", verdict: { rule: "internet-on-web-ports-only" } },
  {
    id: "EC2.19",
    title: "The internet does not get in on ports of high risk",
    verdict: { rule: "internet-on-web-ports-only" },
  },
  { id: "EC2.20", title: "Both tunnels of a VPN are up", verdict: { notApplicable: noVpn } },
  {
    id: "EC2.21",
    title: "Network ACLs keep SSH and RDP out",
    verdict: {
      waived:
        "Subnets have the list that AWS makes with the VPC, which lets everything through; nothing listens on these ports, and the security groups let the internet in on 80 and 443 of the load balancer alone.",
    },
  },
  {
    id: "EC2.23",
    title: "Transit gateways do not accept VPCs by themselves",
    verdict: { notApplicable: "No transit gateway is made." },
  },
  { id: "EC2.24", title: "Instances are not paravirtual", verdict: { notApplicable: noInstance } },
  {
    id: "EC2.25",
    title: "Launch templates give out no public addresses",
    verdict: { notApplicable: noLaunchTemplate },
  },
  { id: "EC2.51", title: "Client VPN endpoints log connections", verdict: { notApplicable: noVpn } },
  { id: "EC2.55", title: "The API of ECR is reached through an endpoint", verdict: { waived: endpointsOnDemand } },
  { id: "EC2.56", title: "Images of ECR are reached through an endpoint", verdict: { waived: endpointsOnDemand } },
  { id: "EC2.57", title: "Systems Manager is reached through an endpoint", verdict: { waived: endpointsOnDemand } },
  {
    id: "EC2.58",
    title: "Contacts of Incident Manager are reached through an endpoint",
    verdict: { notApplicable: noIncidentManager },
  },
  {
    id: "EC2.60",
    title: "Incident Manager is reached through an endpoint",
    verdict: { notApplicable: noIncidentManager },
  },
  {
    id: "EC2.170",
    title: "Launch templates ask for a token at the metadata address",
    verdict: { notApplicable: noLaunchTemplate },
  },
  { id: "EC2.171", title: "VPN connections log", verdict: { notApplicable: noVpn } },
  {
    id: "EC2.172",
    title: "VPC Block Public Access stops internet gateways",
    verdict: {
      waived:
        "It is a setting of the account and region, and would shut the load balancer off; an environment must not change it for others.",
    },
  },
  {
    id: "EC2.173",
    title: "Spot Fleet requests encrypt volumes",
    verdict: { notApplicable: "No Spot Fleet is asked for: Spot is a capacity provider of Fargate." },
  },
  {
    id: "EC2.180",
    title: "Network interfaces check source and destination",
    verdict: {
      notApplicable:
        "No network interface is made: ECS, Lambda and load balancers make theirs, and AWS keeps the check on.",
    },
  },
  { id: "EC2.181", title: "Launch templates encrypt volumes", verdict: { notApplicable: noLaunchTemplate } },
  {
    id: "EC2.182",
    title: "Snapshots of EBS cannot be shared with everybody",
    verdict: {
      notApplicable:
        "It is a setting of the account and region, which other programs share; no snapshot of EBS is made here.",
    },
  },
  { id: "EC2.183", title: "VPN connections use IKEv2", verdict: { notApplicable: noVpn } },
];
