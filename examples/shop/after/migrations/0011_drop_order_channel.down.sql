ALTER TABLE orders ADD COLUMN channel text NOT NULL DEFAULT 'web';

UPDATE orders
SET channel = order_channels.channel
FROM order_channels
WHERE order_channels.order_id = orders.id;

CREATE INDEX orders_channel_idx ON orders (channel);
