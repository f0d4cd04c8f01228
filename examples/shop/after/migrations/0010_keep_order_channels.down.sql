DROP TABLE order_channels;
