import { crc32 } from "node:zlib";

/**
 * The id that AWS's provider makes for a route, since AWS gives it none: its table and a checksum of its destination.
 * Source: https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/ec2/vpc_route.go
 */
export function routeId(routeTableId: string, destination: string): string {
  return `r-${routeTableId}${crc32(destination)}`;
}
