-- Runs once no instance writes orders.channel, so this copy is all there will ever be.
-- Without a foreign key, which would lock orders against writing until the copy is done.
CREATE TABLE order_channels (
  order_id bigint PRIMARY KEY,
  channel text NOT NULL
);

INSERT INTO order_channels (order_id, channel)
SELECT id, channel FROM orders WHERE channel <> 'web';
