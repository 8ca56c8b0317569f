"""What must follow from an action: rows written with it, dispatched by the worker, once each."""
