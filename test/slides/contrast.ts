/**
 * Texts of the present slide whose contrast with what lies behind them is less than WCAG AA asks
 * for: 4.5, or 3 for large text. Runs in the page, so it uses nothing from outside itself.
 */
export function lowContrast(): string[] {
  const numbers = (color: string): number[] => (color.match(/[\d.]+/g) ?? []).map(Number);
  const luminance = (color: string): number => {
    const [r, g, b] = numbers(color).slice(0, 3).map((value) => {
      const part = value / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
  };
  const behind = (element: Element | null): string => {
    for (let at = element; at !== null; at = at.parentElement ?? (at.getRootNode() as ShadowRoot).host ?? null) {
      const color = getComputedStyle(at).backgroundColor;
      if ((numbers(color)[3] ?? 1) === 1) return color;
    }
    return 'rgb(255, 255, 255)';
  };
  const found: string[] = [];
  const visit = (parent: Element | ShadowRoot): void => {
    for (const child of parent.children) {
      if (child.matches('style, script, aside, .unseen, [hidden]')) continue;
      const text = [...child.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE).map((node) => node.textContent!.trim()).join('');
      if (text !== '') {
        const style = getComputedStyle(child);
        const size = parseFloat(style.fontSize);
        const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
        const [light, dark] = [luminance(child instanceof SVGElement ? style.fill : style.color), luminance(behind(child))].sort((a, b) => b - a);
        const contrast = (light! + 0.05) / (dark! + 0.05);
        if (contrast < (large ? 3 : 4.5)) found.push(`${text.slice(0, 40)}: ${contrast.toFixed(2)}`);
      }
      visit(child);
      if (child.shadowRoot !== null) visit(child.shadowRoot);
    }
  };
  visit(document.querySelector('section.present')!);
  return found;
}
