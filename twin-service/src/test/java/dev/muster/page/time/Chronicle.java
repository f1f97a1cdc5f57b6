package dev.muster.page.time;

import dev.muster.assetmodel.command.ModelCommand;
import dev.muster.assetmodel.command.ModelCommand.InstallDevice;
import dev.muster.assetmodel.command.ModelCommand.PlaceAsset;
import dev.muster.assetmodel.command.ModelCommand.PutAsset;
import dev.muster.assetmodel.command.ModelCommand.PutGroup;
import dev.muster.assetmodel.command.ModelCommand.RetireAsset;
import dev.muster.assetmodel.fact.AssetDetails;
import dev.muster.assetmodel.fact.Installation;
import dev.muster.assetmodel.fact.Placement;
import dev.muster.assetmodel.fact.Validity;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.DeviceId;
import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.page.Stage;
import dev.muster.page.StagedFleet;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A fleet with a hundred days behind it: a turbine that moved, and of which it was learnt later that it had moved earlier; devices
 * and owners that changed; groups that came, moved and were renamed. Days are counted from its first.
 */
record Chronicle(StagedFleet fleet, Stage stage, Instant first) implements AutoCloseable {
    static final AssetId MOVED = new AssetId("WT-07");
    static final AssetId RETIRED = new AssetId("WT-08");
    static final AssetId SUCCESSOR = new AssetId("WT-70");
    static final AssetId HOSTILE = new AssetId("hostile");
    static final String HOSTILE_NAME = "<img src=x onerror=alert(1)>";

    static final int DEVICE_DAY = 5;
    static final int OWNER_DAY = 20;
    static final int GROUP_DAY = 30;
    static final int MOVE_DAY = 40;
    static final int TRUE_MOVE_DAY = 35;
    static final int DEVICE_CHANGE_DAY = 45;
    static final int OWNER_CHANGE_DAY = 50;
    static final int CORRECTION_DAY = 60;
    static final int RENAME_DAY = 70;
    static final int GROUP_MOVE_DAY = 80;
    static final int RETIREMENT_DAY = 90;
    static final int SUCCESSION_DAY = 95;

    static final int CROWD = 10_000;
    static final int CROWD_RETIRED = 150;

    private static final int DAYS = 100;
    private static final Duration INTERVAL = Duration.ofMillis(50);

    /** Stands still where it is told to, until it is let go. */
    private static final class StoryClock extends Clock {
        private @Nullable Instant at;

        StoryClock(Instant at) {
            this.at = at;
        }

        void letGo() {
            at = null;
        }

        @Override
        public Instant instant() {
            return at == null ? Clock.systemUTC().instant() : at;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException("Expected no other zone");
        }
    }

    static Chronicle open() {
        Instant first = Clock.systemUTC().instant().minus(Duration.ofDays(DAYS)).truncatedTo(ChronoUnit.HOURS);
        StoryClock clock = new StoryClock(first);
        StagedFleet fleet = new StagedFleet(clock);
        GroupKey north = fleet.group("north", "North", null);
        GroupKey south = fleet.group("south", "South", null);
        GroupKey wind = fleet.group("north.wind-1", "North wind 1", north);
        GroupKey park = fleet.group("south.park", "South park", south);
        GroupKey hostile = fleet.group("hostile", HOSTILE_NAME, null);
        GroupKey crowd = fleet.group("crowd", "Crowd", south);
        for (int i = 1; i <= 9; i++) {
            fleet.unit("WT-0" + i, "Turbine " + i, wind, 3);
        }
        fleet.unit(HOSTILE.value(), HOSTILE_NAME, hostile, 1);
        for (int i = 0; i < CROWD; i++) {
            fleet.unit(crowded(i).value(), "Crowd %05d".formatted(i), crowd, 0.001);
        }
        fleet.view();
        Chronicle chronicle = new Chronicle(fleet, Stage.open(fleet, INTERVAL), first);
        chronicle.live(park, wind, south, north);
        clock.letGo();
        fleet.model.passTo(clock.instant());
        return chronicle;
    }

    private void live(GroupKey park, GroupKey wind, GroupKey south, GroupKey north) {
        on(DEVICE_DAY, new InstallDevice(MOVED, device("D-100"), Validity.from(day(DEVICE_DAY))));
        GroupKey late = new GroupKey(StagedFleet.GEOGRAPHY, new GroupId("late"));
        on(OWNER_DAY, owned("City works", "Care Ltd"));
        on(GROUP_DAY, new PutGroup(late, "Late comers", north.group(), Validity.from(day(GROUP_DAY))));
        on(MOVE_DAY, moved(park, MOVE_DAY));
        on(DEVICE_CHANGE_DAY, new InstallDevice(MOVED, device("D-200"), Validity.from(day(DEVICE_CHANGE_DAY))));
        on(OWNER_CHANGE_DAY, owned("Wind north", "Care Ltd"));
        on(CORRECTION_DAY, moved(park, TRUE_MOVE_DAY));
        on(RENAME_DAY, new PutGroup(wind, "North wind one", north.group(), Validity.from(day(RENAME_DAY))));
        on(GROUP_MOVE_DAY, new PutGroup(park, "South park", north.group(), Validity.from(day(GROUP_MOVE_DAY))));
        on(RETIREMENT_DAY, new RetireAsset(RETIRED, day(RETIREMENT_DAY)));
        fleet.model.executeAll(IntStream.range(0, CROWD_RETIRED)
                .<ModelCommand>mapToObj(i -> new RetireAsset(crowded(i), day(RETIREMENT_DAY)))
                .toList());
        on(SUCCESSION_DAY, successor(late));
    }

    private static AssetId crowded(int i) {
        return new AssetId("c-%05d".formatted(i));
    }

    private void on(int day, ModelCommand command) {
        fleet.model.passTo(day(day));
        fleet.model.execute(command);
    }

    private PlaceAsset moved(GroupKey to, int day) {
        return new PlaceAsset(MOVED, new Placement(StagedFleet.GEOGRAPHY, to.group(), day(day), null));
    }

    private PutAsset owned(String owner, String custodian) {
        return new PutAsset(
                MOVED,
                "Turbine 7",
                StagedFleet.TURBINE.id(),
                null,
                Map.of(),
                Map.of(),
                null,
                List.of(),
                new AssetDetails(owner, custodian, List.of(), List.of()),
                null);
    }

    private PutAsset successor(GroupKey group) {
        return new PutAsset(
                SUCCESSOR,
                "Turbine 70",
                StagedFleet.TURBINE.id(),
                null,
                Map.of(),
                Map.of(),
                null,
                List.of(new Placement(StagedFleet.GEOGRAPHY, group.group(), day(SUCCESSION_DAY), null)),
                new AssetDetails(null, null, List.of(), List.of(RETIRED)),
                Validity.from(day(SUCCESSION_DAY)));
    }

    private static Installation device(String id) {
        return new Installation(new DeviceId(id), new SourceId(id), Map.of());
    }

    Instant day(int day) {
        return first.plus(Duration.ofDays(day));
    }

    /** @param parts of the place within the page: hierarchy, group, asset */
    URI page(@Nullable Instant at, @Nullable Instant known, String... parts) {
        return URI.create(stage.page(parts) + query(at, known));
    }

    static String query(@Nullable Instant at, @Nullable Instant known) {
        String query = (at == null ? "" : "&at=" + encoded(at)) + (known == null ? "" : "&known=" + encoded(known));
        return query.isEmpty() ? "" : "?" + query.substring(1);
    }

    private static String encoded(Instant instant) {
        return URLEncoder.encode(instant.toString(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        stage.close();
    }
}
