/** Where the workshop keeps what it remembers. Relative to the root; git ignores the folder. */
export const STATE_FILE = '.workshop/state.json';
