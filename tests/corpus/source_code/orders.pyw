#!/usr/bin/env python3
"""Totals of orders. Übersicht für die Müller GmbH."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass
class Order:
    customer: str
    cents: int

    def shown(self) -> str:
        # 1.234,50 € as written in Germany
        euros = f"{self.cents / 100:,.2f}"
        return euros.translate(str.maketrans(",.", ".,")) + " €"


def total(orders: list[Order]) -> int:
    return sum(order.cents for order in orders)


if __name__ == "__main__":
    print(total([Order("Müller", 1250), Order("García", 999)]))
