package dev.muster.page;

import dev.muster.aggregation.MissingReason;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.identity.GroupKey;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** A small fleet in which everything occurs that the page has to show: every reason, large and small figures, wicked names. */
record Scenery(StagedFleet fleet, Stage stage) implements AutoCloseable {
    /** The group's own name is the first. */
    static final List<String> NAMES = List.of(
            "<img src=x onerror=\"window.hacked=1\">",
            "\"'><script>window.hacked=2</script>",
            "&lt;b&gt;bold&lt;/b&gt;",
            "${7*7} {{7*7}} `window.hacked=3`",
            "\u202Egnp.exe\u202C end",
            "Ünïcödé 風力 🌀",
            "javascript:window.hacked=4",
            "x".repeat(200));

    static final GroupKey HOSTILE = new GroupKey(StagedFleet.GEOGRAPHY, new GroupId("W/HOE#1@a:b~c+d"));
    static final Instant OFFLINE_SINCE = Clock.systemUTC().instant().minus(Duration.ofMinutes(20));

    private static final Duration INTERVAL = Duration.ofMillis(50);
    private static final int TURBINES = 20;

    static Scenery open() {
        StagedFleet fleet = new StagedFleet(Clock.systemUTC());
        GroupKey north = fleet.group("north", "North", null);
        GroupKey south = fleet.group("south", "South", null);
        fleet.group("empty", "Nobody expected", null);
        fleet.group(HOSTILE.group().value(), NAMES.get(0), null);
        GroupKey wind = fleet.group("north.wind-1", "North wind 1", north);
        GroupKey sun = fleet.group("south.solar-1", "South solar 1", south);
        GroupKey silent = fleet.group("south.silent", "South silent", south);
        GroupKey large = fleet.group("south.large", "South large", south);
        for (int i = 1; i <= TURBINES; i++) {
            fleet.unit("WT-%02d".formatted(i), "Turbine %d".formatted(i), wind, 3);
        }
        fleet.miss(new AssetId("WT-07"), MissingReason.OFFLINE, OFFLINE_SINCE);
        fleet.unit("large", "Large", large, 1_234_567.891);
        fleet.unit("load", "Load", sun, -12.5);
        for (MissingReason reason : MissingReason.values()) {
            AssetId unit = fleet.unit("gone-" + reason.ordinal(), "Gone " + reason.ordinal(), sun, 1);
            fleet.miss(unit, reason, reason == MissingReason.UNREACHABLE ? null : missingSince(reason));
        }
        fleet.miss(fleet.unit("mute", "Mute", silent, 0), MissingReason.NEVER_REPORTED, OFFLINE_SINCE);
        NAMES.forEach(
                name -> fleet.miss(fleet.unit(idOf(name), name, HOSTILE, 1), MissingReason.OFFLINE, OFFLINE_SINCE));
        return new Scenery(fleet, Stage.open(fleet, INTERVAL));
    }

    /** The story that the README tells, in a country around it. */
    static Scenery ofTheReadme() {
        StagedFleet fleet = new StagedFleet(Clock.systemUTC());
        List<String> regions = List.of("Centre", "Coast", "East", "North", "South", "West");
        for (String name : regions) {
            GroupKey region = fleet.group(name.toLowerCase(Locale.ROOT), name, null);
            double wind = name.equals("North") ? 3 : 2.35 + 0.137 * regions.indexOf(name);
            site(fleet, region, name + " solar 1", 8, 0.41 + 0.043 * regions.indexOf(name));
            site(fleet, region, name + " wind 1", TURBINES, wind);
            site(fleet, region, name + " wind 2", 12, wind - 0.22);
        }
        Instant now = Clock.systemUTC().instant();
        fleet.miss(new AssetId("north.wind-1:7"), MissingReason.OFFLINE, now.minus(Duration.ofMinutes(52)));
        fleet.miss(new AssetId("coast.solar-1:3"), MissingReason.MAINTENANCE, now.minus(Duration.ofHours(5)));
        fleet.miss(new AssetId("coast.wind-2:5"), MissingReason.STALE_SIGNAL, now.minus(Duration.ofMinutes(3)));
        return new Scenery(fleet, Stage.open(fleet, Duration.ofSeconds(1)));
    }

    private static void site(StagedFleet fleet, GroupKey region, String name, int units, double megawatts) {
        String kind = name.split(" ")[1] + "-" + name.split(" ")[2];
        GroupKey site = fleet.group(region.group() + "." + kind, name, region);
        for (int i = 1; i <= units; i++) {
            fleet.unit("%s:%d".formatted(site.group(), i), "WT-%02d".formatted(i), site, megawatts);
        }
    }

    static Instant missingSince(MissingReason reason) {
        return OFFLINE_SINCE.minus(Duration.ofDays(reason.ordinal()));
    }

    /** Ids may hold less than names, but enough to break an address. */
    static String idOf(String name) {
        return "h#/" + NAMES.indexOf(name) + "@+:~";
    }

    URI page(String... parts) {
        return stage.page(parts);
    }

    @Override
    public void close() {
        stage.close();
    }
}
