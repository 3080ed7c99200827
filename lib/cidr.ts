/** The three blocks of one availability zone. */
export interface ZoneBlocks {
  readonly public: string;
  readonly private: string;
  readonly data: string;
}

/** A network is cut into this many zone blocks, more than any region has zones, so a zone can always be appended. */
const zoneSlots = 8;
/** AWS keeps the first four addresses of a subnet and the last one. */
const reservedAddresses = 5;

/**
 * The blocks of the `zone`-th zone of a network: half of the zone's block for tasks, a quarter each for load
 * balancers and for data. Zones keep their blocks when others are appended.
 */
export function zoneBlocks(cidr: string, zone: number): ZoneBlocks {
  const { address, prefix } = parseCidr(cidr);
  const zoneSize = sizeOf(prefix) / zoneSlots;
  if (prefix < 16 || prefix > 22) {
    throw new Error(
      `cannot lay out subnets in ${cidr}, which has ${counted(sizeOf(prefix))} addresses: use a block from /16 (65,536, AWS's largest) to /22 (1,024: an eighth of it for a zone, and a quarter of that for its load balancer, is 32, AWS's least)`,
    );
  }
  if (zone >= zoneSlots) {
    throw new Error(
      `cannot lay out zone ${zone + 1} in ${cidr}: it has room for ${zoneSlots} zones of ${counted(zoneSize)} addresses each, ${zoneSlots} × ${counted(zoneSize)} = ${counted(sizeOf(prefix))}`,
    );
  }
  const start = address + zone * zoneSize;
  return {
    private: formatCidr(start, prefix + 4),
    public: formatCidr(start + zoneSize / 2, prefix + 5),
    data: formatCidr(start + (zoneSize * 3) / 4, prefix + 5),
  };
}

/** Addresses of a subnet that AWS does not keep to itself. */
export function usableAddresses(cidr: string): number {
  return sizeOf(parseCidr(cidr).prefix) - reservedAddresses;
}

/** Whether two blocks have an address in common: then one of them is inside the other. */
export function overlap(a: string, b: string): boolean {
  return contains(a, b) || contains(b, a);
}

/** Whether every address of `inner` is one of `outer`. */
export function contains(outer: string, inner: string): boolean {
  const [wide, narrow] = [parseCidr(outer), parseCidr(inner)];
  return (
    wide.prefix <= narrow.prefix &&
    Math.floor(narrow.address / sizeOf(wide.prefix)) * sizeOf(wide.prefix) === wide.address
  );
}

/** `10.0.0.0 to 10.0.255.255`. */
export function spanOf(cidr: string): string {
  const { address, prefix } = parseCidr(cidr);
  return `${formatAddress(address)} to ${formatAddress(address + sizeOf(prefix) - 1)}`;
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
  const size = sizeOf(prefix);
  if (address % size !== 0) {
    throw new Error(`"${cidr}" has bits set after its prefix: write ${formatCidr(address - (address % size), prefix)}`);
  }
  return { address, prefix };
}

function sizeOf(prefix: number): number {
  return 2 ** (32 - prefix);
}

function formatCidr(address: number, prefix: number): string {
  return `${formatAddress(address)}/${prefix}`;
}

function formatAddress(address: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join(".");
}

function counted(addresses: number): string {
  return addresses.toLocaleString("en-GB");
}
