/**
 * What a datagram may weigh, sealed and all, in bytes. Every path on the Internet carries 1,280 (IPv6);
 * Ethernet carries 1,500, and 1,400 leave room for tunnels. memberlist uses 1,400 too (`config.go`).
 */
export const MOST_BYTES = 1_400;

/** No transport carries more: what fits into a datagram of UDP over IPv4 (65,535 less the two headers). */
export const MOST_CARRIED = 65_507;

/** So many datagrams of one sender are taken in a second; a node with 200 members needs about 20. */
export const MOST_A_SECOND = 500;
