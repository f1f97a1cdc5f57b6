package dev.muster.page.control;

import static java.util.concurrent.CompletableFuture.completedFuture;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupKey;
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
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** One set-point at a time, from 0 to 60 MW; a test says how it is kept. Thread-safe. */
public final class StagedSetPoints implements SetPointDesk {
    public static final Instant SHORT_SINCE = Instant.parse("2030-01-02T10:42:00Z");

    private static final long MOST = 60_000_000;

    private SetPointReply.@Nullable Found held;
    private int looks;

    /** How often somebody asked how it is. */
    public synchronized int looks() {
        return looks;
    }

    /** @param given what the members give, and what they lack of the target */
    public synchronized void fares(Phase phase, long given, List<MemberStatus> named) {
        SetPoint setPoint = Objects.requireNonNull(held, "Expected a set-point but there is none")
                .setPoint();
        boolean isShort = phase == Phase.SHORT;
        held = new SetPointReply.Found(
                setPoint,
                new Status(
                        phase,
                        given,
                        isShort ? setPoint.micros() - given : 0,
                        isShort ? SHORT_SINCE : null,
                        20,
                        19,
                        Map.of(LeftOut.OFFLINE, 1),
                        named));
    }

    public static MemberStatus sharing(String asset, long assigned, long reported) {
        return new MemberStatus(new AssetId(asset), assigned, reported, 3_000_000L, null, "", null);
    }

    public static MemberStatus leftOut(String asset, LeftOut why, String detail) {
        return new MemberStatus(new AssetId(asset), null, null, null, why, detail, SHORT_SINCE);
    }

    public synchronized void forget() {
        held = null;
    }

    @Override
    public synchronized CompletionStage<SetPointReply> put(
            GroupKey group, SignalName signal, long micros, Principal by, String reason) {
        if (micros < 0 || micros > MOST) {
            return completedFuture(new SetPointReply.CannotBeMet(
                    0, MOST, micros < 0 ? 0 : MOST, 19, Map.of(LeftOut.OFFLINE, 1, LeftOut.STALE, 2)));
        }
        held = new SetPointReply.Found(
                new SetPoint(1, group, signal, micros, by, reason, SHORT_SINCE, SHORT_SINCE, null, null),
                Status.UNKNOWN);
        fares(Phase.REACHING, 57_000_000, List.of());
        return read(group);
    }

    @Override
    public synchronized CompletionStage<SetPointReply> release(GroupKey group, Principal by) {
        if (held != null) {
            fares(Phase.RELEASING, held.status().reported(), List.of());
        }
        return read(group);
    }

    @Override
    public synchronized CompletionStage<SetPointReply> read(GroupKey group) {
        return completedFuture(held != null && held.setPoint().group().equals(group) ? held : new SetPointReply.None());
    }

    @Override
    public synchronized CompletionStage<SetPointReply> readAll() {
        looks++;
        return completedFuture(new SetPointReply.All(held == null ? List.of() : List.of(held)));
    }
}
