package dev.muster.twinservice.http.api.setpoint;

import static java.util.concurrent.CompletableFuture.completedFuture;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.HierarchyId;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.twinservice.setpoint.SetPoint;
import dev.muster.twinservice.setpoint.SetPointDesk;
import dev.muster.twinservice.setpoint.SetPointReply;
import dev.muster.twinservice.setpoint.control.LeftOut;
import dev.muster.twinservice.setpoint.control.MemberStatus;
import dev.muster.twinservice.setpoint.control.Phase;
import dev.muster.twinservice.setpoint.control.Status;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** The group north can give up to 6 MW, and gives 5; its set-point stands in the way of all others. */
public final class FakeSetPoints implements SetPointDesk {
    static final GroupKey NORTH = new GroupKey(new HierarchyId("geography"), new GroupId("north"));

    private static final long MOST = 6_000_000;

    public final List<Put> puts = new CopyOnWriteArrayList<>();
    public final List<GroupKey> released = new CopyOnWriteArrayList<>();

    private final Instant now;

    /** What was asked. */
    public record Put(GroupKey group, SignalName signal, long micros, Principal by, String reason) {}

    public FakeSetPoints(Instant now) {
        this.now = now;
    }

    @Override
    public CompletionStage<SetPointReply> put(
            GroupKey group, SignalName signal, long micros, Principal by, String reason) {
        puts.add(new Put(group, signal, micros, by, reason));
        if (!group.equals(NORTH)) {
            return completedFuture(
                    new SetPointReply.InTheWay(NORTH, "Expected members under no other set-point but WT-07 is"));
        }
        return completedFuture(
                micros < 0 || micros > MOST
                        ? new SetPointReply.CannotBeMet(
                                0, MOST, micros < 0 ? 0 : MOST, 2, Map.of(LeftOut.OFFLINE, 1, LeftOut.STALE, 2))
                        : found(micros, by, null));
    }

    @Override
    public CompletionStage<SetPointReply> release(GroupKey group, Principal by) {
        released.add(group);
        return completedFuture(group.equals(NORTH) ? found(5_000_000, by, by) : new SetPointReply.None());
    }

    @Override
    public CompletionStage<SetPointReply> read(GroupKey group) {
        return completedFuture(
                group.equals(NORTH) ? found(5_000_000, new Principal("ada"), null) : new SetPointReply.None());
    }

    @Override
    public CompletionStage<SetPointReply> readAll() {
        return completedFuture(new SetPointReply.All(List.of(found(5_000_000, new Principal("ada"), null))));
    }

    private SetPointReply.Found found(long micros, Principal by, @Nullable Principal releasedBy) {
        return new SetPointReply.Found(
                new SetPoint(
                        1,
                        NORTH,
                        new SignalName("power"),
                        micros,
                        by,
                        "market",
                        now,
                        now,
                        releasedBy,
                        releasedBy == null ? null : now),
                new Status(
                        releasedBy == null ? Phase.SHORT : Phase.RELEASING,
                        4_900_000,
                        100_000,
                        now,
                        2,
                        1,
                        Map.of(LeftOut.DISOBEYS, 1),
                        List.of(
                                new MemberStatus(
                                        new AssetId("WT-08"),
                                        null,
                                        1_900_000L,
                                        2_000_000L,
                                        LeftOut.DISOBEYS,
                                        "Expected it to give what it was told but it was off in 3 reports",
                                        now),
                                new MemberStatus(
                                        new AssetId("WT-07"), 3_100_000L, 3_000_000L, 3_200_000L, null, "", null))));
    }
}
