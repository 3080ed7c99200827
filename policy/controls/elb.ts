import type { Control } from "./control.ts";

const noClassic = "No Classic Load Balancer is made: it is an application load balancer.";
const insideVpc =
  "Requests go from the load balancer to the tasks inside the VPC, between two security groups that name each other; with a certificate of their own in each container apps would gain nothing that AWS's network does not give.";

export const elbControls: readonly Control[] = [
  { id: "ELB.1", title: "HTTP is sent to HTTPS", verdict: { rule: "listener-encrypted" } },
  { id: "ELB.2", title: "Classic Load Balancers have certificates of ACM", verdict: { notApplicable: noClassic } },
  { id: "ELB.3", title: "Classic Load Balancers end HTTPS or TLS", verdict: { notApplicable: noClassic } },
  {
    id: "ELB.4",
    title: "Headers that no standard allows are dropped",
    verdict: { rule: "load-balancer-drops-invalid-headers" },
  },
  { id: "ELB.5", title: "Requests are logged", verdict: { rule: "load-balancer-access-logs" } },
  {
    id: "ELB.6",
    title: "Load balancers are protected from deletion",
    verdict: { rule: "load-balancer-deletion-protection" },
  },
  { id: "ELB.7", title: "Classic Load Balancers let connections end", verdict: { notApplicable: noClassic } },
  { id: "ELB.8", title: "Classic Load Balancers have a strong security policy", verdict: { notApplicable: noClassic } },
  { id: "ELB.9", title: "Classic Load Balancers spread over zones", verdict: { notApplicable: noClassic } },
  { id: "ELB.10", title: "Classic Load Balancers stand in several zones", verdict: { notApplicable: noClassic } },
  {
    id: "ELB.12",
    title: "Requests that could be read in two ways are held back",
    verdict: { rule: "load-balancer-desync-mitigation" },
  },
  { id: "ELB.13", title: "Load balancers stand in several zones", verdict: { rule: "load-balancer-spans-zones" } },
  { id: "ELB.14", title: "Classic Load Balancers hold such requests back", verdict: { notApplicable: noClassic } },
  {
    id: "ELB.17",
    title: "Listeners have a security policy that AWS recommends",
    verdict: { rule: "listener-tls-policy" },
  },
  { id: "ELB.18", title: "Listeners are encrypted", verdict: { rule: "listener-encrypted" } },
  { id: "ELB.21", title: "Health checks of target groups are encrypted", verdict: { waived: insideVpc } },
  { id: "ELB.22", title: "Target groups are encrypted", verdict: { waived: insideVpc } },
];
