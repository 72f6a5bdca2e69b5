"""The sheets of paper there are, for those who only ask and do not draw."""

SIZES_MM = {
    "a4": (210.0, 297.0),
    "a3": (297.0, 420.0),
    "a2": (420.0, 594.0),
    "a1": (594.0, 841.0),
    "a0": (841.0, 1189.0),
}
ORIENTATIONS = ("portrait", "landscape")
