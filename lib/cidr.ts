/** The three blocks of one availability zone. */
export interface ZoneBlocks {
  readonly public: string;
  readonly private: string;
  readonly data: string;
}

/** A network is cut into this many zone blocks, more than any region has zones, so a zone can always be appended. */
const zoneSlots = 8;

/**
 * The blocks of the `zone`-th zone of a network: half of the zone's block for tasks, a quarter each for load
 * balancers and for data. Zones keep their blocks when others are appended.
 */
export function zoneBlocks(cidr: string, zone: number): ZoneBlocks {
  const { address, prefix } = parseCidr(cidr);
  if (zone >= zoneSlots) {
    throw new Error(`cannot lay out zone ${zone + 1} in ${cidr}: a network has room for ${zoneSlots} zones`);
  }
  if (prefix < 16 || prefix > 22) {
    throw new Error(
      `cannot lay out subnets in ${cidr}: use a block from /16 (AWS's largest) to /22 (below it a load balancer's subnet would be smaller than /27)`,
    );
  }
  const zoneSize = 2 ** (32 - prefix) / zoneSlots;
  const start = address + zone * zoneSize;
  return {
    private: formatCidr(start, prefix + 4),
    public: formatCidr(start + zoneSize / 2, prefix + 5),
    data: formatCidr(start + (zoneSize * 3) / 4, prefix + 5),
  };
}

/** Reads `10.0.0.0/16`; refuses what is no IPv4 block or has bits set after its prefix. */
export function parseCidr(cidr: string): { readonly address: number; readonly prefix: number } {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(cidr);
  const [a, b, c, d, prefix] = match ? match.slice(1).map(Number) : [];
  if (a === undefined || b === undefined || c === undefined || d === undefined || prefix === undefined) {
    throw new Error(`"${cidr}" is not an IPv4 block: write it like 10.0.0.0/16`);
  }
  if ([a, b, c, d].some((byte) => byte > 255) || prefix > 32) {
    throw new Error(`"${cidr}" is not an IPv4 block: bytes go to 255 and the prefix to 32`);
  }
  const address = ((a * 256 + b) * 256 + c) * 256 + d;
  const size = 2 ** (32 - prefix);
  if (address % size !== 0) {
    throw new Error(`"${cidr}" has bits set after its prefix: write ${formatCidr(address - (address % size), prefix)}`);
  }
  return { address, prefix };
}

function formatCidr(address: number, prefix: number): string {
  const bytes = [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256);
  return `${bytes.join(".")}/${prefix}`;
}
