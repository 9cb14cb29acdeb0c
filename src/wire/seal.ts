import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

/**
 * Seals datagrams with a secret that the members of a cluster share, so that nobody else can read one,
 * change one or send one. AES-256 in Galois/Counter Mode (NIST SP 800-38D), as memberlist does it.
 *
 *     version (1 byte) | nonce (12) | sealed bytes | tag (16)
 *
 * The label of the cluster is no part of a datagram, but it is authenticated with it: two clusters
 * with one secret do not hear each other.
 */
export interface Seal {
  seal(bytes: Uint8Array): Uint8Array;
  /** What was sealed, or why it is not taken. Never throws. */
  open(datagram: Uint8Array): Uint8Array | Refused;
}

/** `short`: too few bytes to be sealed; `version`: sealed in a way of another time; `key`: another secret or label, or altered on the way. */
export type Refused = 'short' | 'version' | 'key';

/** Raised whenever a datagram of before could be misread. */
const VERSION = 1;
const NONCE = 12;
const TAG = 16;
/** How many bytes a datagram grows by. */
export const OVERHEAD = 1 + NONCE + TAG;

/** A random nonce may repeat after about 2^32 datagrams under one key (SP 800-38D, 8.3); at 1,000 a second that is 49 days. */
export function sealWith(secret: string, label: string): Seal {
  const key = Buffer.from(hkdfSync('sha256', secret.normalize('NFC'), 'rumor has it', `datagrams ${VERSION}`, 32));
  const about = Buffer.concat([Buffer.of(VERSION), Buffer.from(label.normalize('NFC'))]);
  return {
    seal(bytes) {
      const nonce = randomBytes(NONCE);
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(about);
      return new Uint8Array(Buffer.concat([Buffer.of(VERSION), nonce, cipher.update(bytes), cipher.final(), cipher.getAuthTag()]));
    },
    open(datagram) {
      if (datagram.length < OVERHEAD) return 'short';
      if (datagram[0] !== VERSION) return 'version';
      const decipher = createDecipheriv('aes-256-gcm', key, datagram.subarray(1, 1 + NONCE), { authTagLength: TAG });
      decipher.setAAD(about).setAuthTag(datagram.subarray(datagram.length - TAG));
      const opened = decipher.update(datagram.subarray(1 + NONCE, datagram.length - TAG));
      try {
        decipher.final();
      } catch {
        return 'key';
      }
      return new Uint8Array(opened);
    },
  };
}
