"""A supplier's own tender: task list, parts, submission, receipt."""
