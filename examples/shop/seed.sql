-- Something to sell and somebody to buy it. Runs at any version from 0002 on.
INSERT INTO customers (email, name)
VALUES ('ada@example.com', 'Ada'), ('grace@example.com', 'Grace');

INSERT INTO products (sku, name, price_cents, stock)
VALUES ('mug', 'Mug', 900, 3), ('pot', 'Teapot', 3450, 1), ('tea', 'Tea', 650, 0);
