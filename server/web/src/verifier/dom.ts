// SPDX-License-Identifier: Apache-2.0
// Elements of a page, made without markup in texts: nothing that a file says becomes HTML.

type Child = Node | string | null;
type Attributes = Readonly<Record<string, string | boolean>>;

function fill(element: Element, attributes: Attributes, children: readonly Child[]): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== false) element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.filter((child) => child !== null));
}

export function html<T extends keyof HTMLElementTagNameMap>(
  tag: T,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[T] {
  const element = document.createElement(tag);
  fill(element, attributes, children);
  return element;
}

// A drawing of 16 by 16: its paths, each with its fill or stroke.
export function drawing(...paths: Attributes[]): SVGElement {
  const space = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(space, 'svg');
  fill(
    svg,
    { viewBox: '0 0 16 16', 'aria-hidden': 'true', focusable: 'false' },
    paths.map((path) => {
      const element = document.createElementNS(space, 'path');
      fill(element, path, []);
      return element;
    }),
  );
  return svg;
}
