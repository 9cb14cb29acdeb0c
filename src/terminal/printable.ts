/** Text from a stranger without anything that a terminal obeys: control characters, and those that turn the direction of writing. */
export function printable(text: string): string {
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, '?');
}
