// Plain JavaScript, with imports from Node alone.

/** In an address these begin something else, and Vite and tsx load files by addresses. */
const BREAKS = /[#?]/;

/** One sentence, if nothing can be run below a folder of this name. @param {string} root */
export function refusePath(root) {
  const sign = BREAKS.exec(root)?.[0];
  return sign === undefined ? undefined : `The path of this folder holds a "${sign}", and the tools cannot load a file from there: ${root}. Move the folder, or rename the part with the "${sign}".`;
}
