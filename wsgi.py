import gc

from portal import create_app

app = create_app()

# What the start made stays: a full collection of it costs 100 ms, in the middle of
# a request. A request makes some thousands of objects, and drops them all.
gc.collect()
gc.freeze()
gc.set_threshold(10_000)
