package dev.muster.assetmodel.type;

/** The closed interval of plausible readings, in the signal's unit and sign convention. */
public record Range(double min, double max) {
    public Range {
        if (!Double.isFinite(min) || !Double.isFinite(max) || min > max) {
            throw new IllegalArgumentException(
                    "Expected a range of two finite numbers, min <= max, but got min=%s max=%s".formatted(min, max));
        }
    }

    public boolean contains(double reading) {
        return reading >= min && reading <= max;
    }
}
