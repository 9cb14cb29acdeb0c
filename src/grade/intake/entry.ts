/** Something in a folder or an archive. Its bytes are only read, or unpacked, on demand. */
export interface Entry {
  /** The path from the top. */
  readonly name: string;
  /** `special`: a pipe, a device or the like. */
  readonly kind: 'file' | 'folder' | 'link' | 'special';
  /** Its name is no UTF-8, and was read in code page 437. */
  readonly inCodePage: boolean;
  /** Throws for more than `most` bytes, or answers with more of them, where that costs nothing. */
  readonly bytes: (most: number) => Buffer;
}
