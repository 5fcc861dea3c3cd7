"""What can be counted, where, and in which unit: data that people edit, checked when it is loaded."""
