"""The demo department: Sở Y tế Thanh Hóa with the 317 units of the seed dispatch."""
