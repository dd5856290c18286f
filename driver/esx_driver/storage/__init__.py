"""The host's storage adapters: iSCSI targets, and the LUNs that the host sees behind them."""
