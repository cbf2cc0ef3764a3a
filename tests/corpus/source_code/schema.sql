-- Customers and what they owe
CREATE TABLE customers (
  id INTEGER PRIMARY KEY,
  name VARCHAR(80) NOT NULL
);

INSERT INTO customers (id, name) VALUES (1, 'Zoë');

SELECT c.name, SUM(o.cents) AS owed
FROM customers AS c
LEFT JOIN orders AS o ON o.customer = c.id
GROUP BY c.name;
