# IPv6 is a module that was not loaded.
/ six /d
