package dev.muster.loadtest.fleet;

import dev.muster.assetmodel.fact.Properties;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** The units of a fleet: the same for the same seed and size. */
public record SimulatedFleet(long seed, List<FleetUnit> units) {
    public static final int UNITS_DEFAULT = 600;
    public static final int UNITS_MIN = 20;
    public static final int UNITS_MAX = 100_000;

    private static final int UNITS_PER_SITE = 12;
    private static final double SITE_RADIUS_KM = 3;

    public SimulatedFleet {
        units = List.copyOf(units);
    }

    /** {@link IllegalArgumentException} outside of {@link #UNITS_MIN} to {@link #UNITS_MAX}. */
    public static SimulatedFleet create(long seed, int size) {
        if (size < UNITS_MIN || size > UNITS_MAX) {
            throw new IllegalArgumentException(
                    "Expected %d to %d units but got %d".formatted(UNITS_MIN, UNITS_MAX, size));
        }
        List<FleetUnit> units = new ArrayList<>(size);
        sizes(size).forEach((technology, count) -> {
            for (int i = 0; i < count; i++) {
                units.add(unit(seed, technology, i));
            }
        });
        return new SimulatedFleet(seed, units);
    }

    /** The one unit that came with other firmware than was ordered. */
    public FleetUnit otherFirmware() {
        return units.get((int) Math.floorMod(Noise.mix(seed, units.size()), (long) units.size()));
    }

    /** What the device of a unit says of itself. */
    public Properties reported(FleetUnit unit) {
        Map<String, String> says = new TreeMap<>(unit.ordered().values());
        // Another text than the one that was ordered, and the same number.
        says.put(FleetUnit.RATED_POWER, Double.toString(unit.ratedMegawatts()));
        if (unit.equals(otherFirmware())) {
            says.merge(FleetUnit.FIRMWARE, "-rc1", String::concat);
        }
        return new Properties(says);
    }

    private static Map<Technology, Integer> sizes(int size) {
        Map<Technology, Integer> sizes = new EnumMap<>(Technology.class);
        int left = size;
        for (Technology technology : Technology.values()) {
            int count = size * technology.percent() / 100;
            sizes.put(technology, count);
            left -= count;
        }
        sizes.merge(Technology.WIND, left, Integer::sum);
        return sizes;
    }

    private static FleetUnit unit(long seed, Technology technology, int index) {
        Region region = Region.values()[index % Region.values().length];
        int inRegion = index / Region.values().length;
        int site = inRegion / UNITS_PER_SITE + 1;
        RandomGenerator siteRandom = Noise.random(seed, technology.ordinal(), region.ordinal(), site);
        double margin = SITE_RADIUS_KM;
        Place centre = region.corner()
                .moved(
                        siteRandom.nextDouble(margin, Region.WIDTH_KM - margin),
                        siteRandom.nextDouble(margin, Region.WIDTH_KM - margin));
        long unitSeed = Noise.mix(seed, technology.ordinal(), region.ordinal(), inRegion + 1_000L);
        RandomGenerator random = Noise.random(unitSeed);
        Place place = centre.moved(
                random.nextDouble(-SITE_RADIUS_KM, SITE_RADIUS_KM), random.nextDouble(-SITE_RADIUS_KM, SITE_RADIUS_KM));
        String id = String.format(Locale.ROOT, "%s-%s-%03d", technology.prefix(), region.letter(), inRegion + 1);
        return new FleetUnit(
                new AssetId(id),
                "%s %s %d".formatted(region.title(), technology.title().toLowerCase(Locale.ROOT), inRegion + 1),
                technology,
                region,
                new GroupId("%s.%s-%d".formatted(region.group(), technology.group(), site)),
                place,
                ratedKilowatts(technology, random),
                unitSeed);
    }

    private static long ratedKilowatts(Technology technology, RandomGenerator random) {
        return switch (technology) {
            case WIND -> 2_000 + 100L * random.nextInt(41);
            case SOLAR -> 500 + 50L * random.nextInt(51);
            case BATTERY -> 5_000 + 500L * random.nextInt(51);
            case METER -> 200 + 50L * random.nextInt(37);
        };
    }
}
