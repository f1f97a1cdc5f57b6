package dev.muster.loadtest.fleet;

/** A point of the simulated country, in kilometres from its south-western corner at 48° N 8° E. */
public record Place(double eastKm, double northKm) {
    private static final double KM_PER_DEGREE = 111.2;
    private static final double SOUTH = 48;
    private static final double WEST = 8;

    public double latitude() {
        return SOUTH + northKm / KM_PER_DEGREE;
    }

    public double longitude() {
        return WEST + eastKm / (KM_PER_DEGREE * Math.cos(Math.toRadians(latitude())));
    }

    public double distanceKm(Place other) {
        return Math.hypot(eastKm - other.eastKm, northKm - other.northKm);
    }

    Place moved(double byEastKm, double byNorthKm) {
        return new Place(eastKm + byEastKm, northKm + byNorthKm);
    }
}
