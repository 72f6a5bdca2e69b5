"""The overview in numbers: matrix, promises, districts, accuracy."""
