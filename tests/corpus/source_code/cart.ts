import { price } from "./price";

export interface Item {
  name: string;
  count: number;
}

/** Sum of the cart, in cents. */
export function sum(items: readonly Item[]): number {
  const prices = items.map((item) => price(item.name) * item.count);
  return prices.reduce((a, b) => a + b, 0);
}
