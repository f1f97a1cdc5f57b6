package dev.muster.twinservice.setpoint;

import dev.muster.assetmodel.control.Argument;
import dev.muster.assetmodel.control.Arguments;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.CommandId;
import dev.muster.assetmodel.type.FixedPoint;
import dev.muster.twinservice.command.CommandRequest;
import dev.muster.twinservice.command.Commanding;
import dev.muster.twinservice.command.Owner;
import dev.muster.twinservice.command.Refusal;
import dev.muster.twinservice.setpoint.control.Control;
import dev.muster.twinservice.setpoint.control.LeftOut;
import dev.muster.twinservice.setpoint.control.Order;
import dev.muster.twinservice.setpoint.control.Phase;
import dev.muster.twinservice.setpoint.control.Seen;
import dev.muster.twinservice.setpoint.control.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A set-point while it is held, or released: its rounds, and the commands that they make. Nothing of it is journaled. */
final class Holding {
    /** A round may take this share of the time at most, so that a fleet that is slow to read leaves room for others. */
    private static final int REST_PER_WORK = 1;

    final FleetReader reader;
    private final SetPointSettings settings;
    private final Control control;
    private SetPoint setPoint;
    private boolean reading;
    private Instant nextAt = Instant.MIN;
    private Instant began = Instant.MIN;
    private long round;
    /** Members that were not told yet that the control is over; {@code null}: nobody looked yet who they are. */
    private @Nullable Set<AssetId> toRelease;

    Holding(SetPoint setPoint, FleetReader reader, SetPointSettings settings) {
        this.setPoint = setPoint;
        this.reader = reader;
        this.settings = settings;
        this.control = new Control(
                setPoint.micros(), settings.tuning(), settings.tempo().pace());
    }

    SetPoint setPoint() {
        return setPoint;
    }

    SetPointReply.Found found() {
        Status status = control.status();
        return new SetPointReply.Found(setPoint, setPoint.isReleased() ? status.in(Phase.RELEASING) : status);
    }

    /** As it is wanted from now on. */
    void update(SetPoint changed) {
        setPoint = changed;
        control.retarget(changed.micros());
        nextAt = Instant.MIN;
    }

    boolean holds(AssetId asset) {
        return control.holds(asset);
    }

    /** Whether its members are to be read now; then {@link #round} or {@link #unread} follows. */
    boolean begins(Instant now) {
        if (reading || now.isBefore(nextAt)) {
            return false;
        }
        reading = true;
        began = now;
        return true;
    }

    /**
     * The commands of one round.
     *
     * @param earlier whether an asset is under a set-point that was there before
     * @param other whether it is under any other: then it is not released
     */
    List<CommandRequest> round(List<Seen> seen, Predicate<AssetId> earlier, Predicate<AssetId> other, Instant now) {
        ended(now);
        round = Math.max(round + 1, now.getEpochSecond());
        List<Order> orders = setPoint.isReleased() ? releases(seen, other) : control.round(seen, earlier, now);
        return orders.stream()
                .filter(order -> order.micros() != null || !other.test(order.asset()))
                .map(this::request)
                .toList();
    }

    /** To everybody who was not told yet. */
    private List<Order> releases(List<Seen> seen, Predicate<AssetId> other) {
        List<Order> orders = control.release(seen);
        Set<AssetId> left = toRelease;
        if (left == null) {
            left = new HashSet<>();
            for (Order order : orders) {
                if (!other.test(order.asset())) {
                    left.add(order.asset());
                }
            }
            toRelease = left;
        }
        Set<AssetId> open = left;
        return orders.stream().filter(order -> open.contains(order.asset())).toList();
    }

    private void ended(Instant now) {
        Duration work = reading ? Duration.between(began, now).multipliedBy(1 + REST_PER_WORK) : Duration.ZERO;
        Duration pace = settings.tempo().pace();
        nextAt = (reading ? began : now).plus(work.compareTo(pace) > 0 ? work : pace);
        reading = false;
    }

    /** Whether nobody is left to be told that it is over. */
    boolean isOver(Instant now) {
        Instant releasedAt = setPoint.releasedAt();
        Set<AssetId> left = toRelease;
        return releasedAt != null
                && (left != null && left.isEmpty()
                        || !now.isBefore(releasedAt.plus(settings.tempo().releaseWithin())));
    }

    private CommandRequest request(Order order) {
        Long micros = order.micros();
        // The id of the command has the asset in it: the key need not, and ids may be as long as keys may.
        String key = setPoint.isReleased()
                ? "setpoint/%d/release".formatted(setPoint.number())
                : "setpoint/%d/%d%s".formatted(setPoint.number(), round, micros == null ? "/release" : "");
        return new CommandRequest(
                CommandId.of(order.asset(), key),
                order.asset(),
                key,
                order.command(),
                micros == null
                        ? Arguments.NONE
                        : new Arguments(Map.of(order.parameter(), new Argument.Number(FixedPoint.toDecimal(micros)))),
                setPoint.by(),
                setPoint.reason(),
                settings.tempo().commandTimeout(),
                null,
                new Owner(Owner.Kind.SET_POINT, setPoint.group().toString()));
    }

    /** @param reply {@code null}: none came; it may have been given or not */
    void given(CommandRequest request, Commanding.@Nullable Reply reply, Instant now) {
        AssetId asset = request.asset();
        if (setPoint.isReleased()) {
            Set<AssetId> left = toRelease;
            boolean answered = reply instanceof Commanding.Known
                    || reply instanceof Commanding.Unknown
                    || reply instanceof Commanding.Invalid;
            if (left != null && answered && request.arguments().values().isEmpty()) {
                left.remove(asset);
            }
            return;
        }
        if (reply instanceof Commanding.Known known) {
            Refusal refusal = known.command().refusal();
            if (refusal != null) {
                control.refused(asset, refusal.detail(), now);
            }
        } else if (reply instanceof Commanding.Unknown unknown) {
            control.refused(asset, "Expected a known %s but got %s".formatted(unknown.what(), unknown.id()), now);
        } else if (reply instanceof Commanding.Invalid invalid) {
            control.refused(asset, invalid.violations().get(0).detail(), now);
        } else {
            control.notSent(asset);
        }
    }

    /** What a device made of a command. */
    void told(SetPoints.Told outcome, Instant now) {
        switch (outcome.status()) {
            case ACKNOWLEDGED, SUCCEEDED -> control.succeeded(outcome.asset());
            case FAILED, REFUSED ->
                control.failed(outcome.asset(), outcome.command(), LeftOut.REFUSES, outcome.detail(), now);
            case EXPIRED ->
                control.failed(outcome.asset(), outcome.command(), LeftOut.NO_ANSWER, outcome.detail(), now);
            case ACCEPTED, SENT, CANCELLED -> {
                // Nothing that the device said.
            }
        }
    }
}
