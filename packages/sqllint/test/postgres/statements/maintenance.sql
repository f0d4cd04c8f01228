-- Statistics, clean-up and order
ANALYZE orders;
ANALYZE events;
ANALYZE remarks;
CLUSTER orders USING orders_status_idx;
VACUUM orders; -- outside transactions
VACUUM (ANALYZE) orders; -- outside transactions
VACUUM FULL orders; -- outside transactions
CHECKPOINT;
