/** Something in a folder or an archive. Its bytes are only read, or unpacked, on demand. */
export interface Entry {
  /** The path from the top. */
  readonly name: string;
  readonly kind: 'file' | 'folder' | 'link';
  /** Throws for more than `most` bytes, or answers with more of them, where that costs nothing. */
  readonly bytes: (most: number) => Buffer;
}
