package dev.muster.loadtest.replay;

/** What one published figure is about: all units of a technology in a region. */
public record Series(String region, String technology) implements Comparable<Series> {
    @Override
    public int compareTo(Series other) {
        int byRegion = region.compareTo(other.region);
        return byRegion != 0 ? byRegion : technology.compareTo(other.technology);
    }

    @Override
    public String toString() {
        return region + " " + technology;
    }
}
