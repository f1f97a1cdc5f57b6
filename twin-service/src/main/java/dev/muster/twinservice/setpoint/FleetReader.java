package dev.muster.twinservice.setpoint;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.telemetry.Quality;
import dev.muster.assetmodel.type.AssetType;
import dev.muster.assetmodel.type.FixedPoint;
import dev.muster.assetmodel.type.Parameter;
import dev.muster.assetmodel.type.Range;
import dev.muster.assetmodel.type.SetPointControl;
import dev.muster.assetmodel.type.SignConvention;
import dev.muster.assetmodel.type.Signal;
import dev.muster.assetmodel.view.Asset;
import dev.muster.assetmodel.view.ModelView;
import dev.muster.assetmodel.view.Roster;
import dev.muster.twinservice.setpoint.control.LeftOut;
import dev.muster.twinservice.setpoint.control.Seen;
import dev.muster.twinservice.setpoint.control.Seen.Terms;
import dev.muster.twinservice.setpoint.control.Seen.Told;
import dev.muster.twinservice.twin.TwinSnapshot;
import dev.muster.twinservice.twin.TwinSnapshot.LatestReading;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Sees the members of one group: those that its total is made of, out of the model, and what their twins know. A twin that
 * does not answer in time is taken as it was seen last: its values grow stale by themselves.
 */
final class FleetReader {
    private static final int MICROS_DECIMALS = 6;

    private final ModelView view;
    private final Function<AssetId, CompletionStage<TwinSnapshot>> twins;
    private final SetPointSettings settings;
    private final Map<AssetId, Seen> last = new ConcurrentHashMap<>();

    FleetReader(ModelView view, Function<AssetId, CompletionStage<TwinSnapshot>> twins, SetPointSettings settings) {
        this.view = view;
        this.twins = twins;
        this.settings = settings;
    }

    /** Whoever is expected under the group now, at any depth; not more than {@code max + 1}, so that one too many is seen. */
    static List<AssetId> members(ModelView view, GroupKey group, int max) {
        List<AssetId> members = new ArrayList<>();
        collect(view, group, max, members);
        return members;
    }

    private static void collect(ModelView view, GroupKey group, int max, List<AssetId> members) {
        Roster roster = view.roster(group).orElse(null);
        if (roster == null) {
            return;
        }
        for (AssetId asset : roster.members().keySet()) {
            if (members.size() > max) {
                return;
            }
            members.add(asset);
        }
        for (GroupKey child : roster.children().keySet()) {
            if (members.size() <= max) {
                collect(view, child, max, members);
            }
        }
    }

    /**
     * Never fails. Each of {@code members} is seen, in their order; those that the model does not know any more are left
     * out.
     */
    CompletionStage<List<Seen>> read(List<AssetId> members, SignalName signal) {
        Map<AssetId, Asset> known = new TreeMap<>();
        for (AssetId member : members) {
            view.asset(member).ifPresent(asset -> known.put(member, asset));
        }
        last.keySet().retainAll(known.keySet());
        return AtOnce.ask(
                        List.copyOf(known.keySet()),
                        asset -> twins.apply(asset)
                                .thenAcceptAsync(
                                        twin -> last.put(asset, seen(known.get(asset), signal, twin)), Runnable::run),
                        settings.limits().readsAtOnce(),
                        settings.tempo().readWithin())
                .thenApplyAsync(
                        all -> known.values().stream()
                                .map(asset -> last.getOrDefault(asset.id(), seen(asset, signal, null)))
                                .toList(),
                        Runnable::run);
    }

    /** Whether it could have a share, whatever its twin knows. */
    static boolean canShare(ModelView view, AssetId asset, SignalName signal) {
        return view.asset(asset)
                .flatMap(known -> view.type(known.type()))
                .map(AssetType::setPoint)
                .filter(control -> control.signal().equals(signal))
                .isPresent();
    }

    private Seen seen(@Nullable Asset asset, SignalName signal, @Nullable TwinSnapshot twin) {
        if (asset == null) {
            throw new IllegalStateException("Expected an asset of the model");
        }
        AssetType type = view.type(asset.type()).orElse(null);
        SetPointControl control = type == null ? null : type.setPoint();
        if (type == null || control == null || !control.signal().equals(signal)) {
            return seen(asset, type, signal, twin, null, null, LeftOut.NOT_CONTROLLED);
        }
        Parameter parameter = type.command(control.command())
                .map(command -> command.parameters().get(0))
                .orElse(null);
        if (parameter == null) {
            return seen(asset, type, signal, twin, null, null, LeftOut.NOT_CONTROLLED);
        }
        if (type.signal(signal).map(Signal::sign).orElse(SignConvention.LOAD) == SignConvention.LOAD) {
            return seen(asset, type, signal, twin, null, null, LeftOut.LOAD_POSITIVE);
        }
        if (!isOneUnit(type, control, parameter)) {
            return seen(asset, type, signal, twin, null, null, LeftOut.OTHER_UNIT);
        }
        Range limits = limits(asset, type, signal, parameter);
        return limits == null
                ? seen(asset, type, signal, twin, null, null, LeftOut.NO_LIMITS)
                : seen(
                        asset,
                        type,
                        signal,
                        twin,
                        control,
                        new Terms(
                                control,
                                parameter.name(),
                                FixedPoint.toMicros(limits.min()),
                                FixedPoint.toMicros(limits.max())),
                        LeftOut.NOT_CONTROLLED);
    }

    private static Seen seen(
            Asset asset,
            @Nullable AssetType type,
            SignalName signal,
            @Nullable TwinSnapshot twin,
            @Nullable SetPointControl control,
            @Nullable Terms terms,
            LeftOut notControlled) {
        SetPointControl.StateOfCharge charge = control == null ? null : control.stateOfCharge();
        return new Seen(
                asset.id(),
                terms,
                notControlled,
                twin == null ? null : twin.connectivity(),
                twin == null ? null : twin.since(),
                told(type, signal, twin),
                told(type, control == null ? null : control.available(), twin),
                told(type, control == null ? null : control.takes(), twin),
                told(type, charge == null ? null : charge.signal(), twin));
    }

    /** Generation positive; {@code null}: never told, or in a bad quality. */
    private static @Nullable Told told(
            @Nullable AssetType type, @Nullable SignalName name, @Nullable TwinSnapshot twin) {
        Signal signal = type == null || name == null ? null : type.signal(name).orElse(null);
        LatestReading reading =
                twin == null || name == null ? null : twin.signals().get(name);
        if (signal == null || reading == null || reading.quality() == Quality.BAD) {
            return null;
        }
        long micros = reading.value()
                .setScale(MICROS_DECIMALS, RoundingMode.HALF_EVEN)
                .unscaledValue()
                .longValueExact();
        // What is available, taken or stored is an amount: only what flows has a direction.
        long directed = signal.summed() ? micros * signal.sign().factor() : micros;
        return new Told(directed, reading.receivedAt(), signal.staleAfter());
    }

    private static boolean isOneUnit(AssetType type, SetPointControl control, Parameter parameter) {
        String unit = type.signal(control.signal()).map(Signal::unit).orElse("");
        SignalName takes = control.takes();
        return type.signal(control.available()).map(Signal::unit).orElse("").equals(unit)
                && (takes == null
                        || type.signal(takes).map(Signal::unit).orElse("").equals(unit))
                && (parameter.unit() == null || parameter.unit().equals(unit));
    }

    /** What the asset may do and its command can say; {@code null}: nobody knows. */
    private static @Nullable Range limits(Asset asset, AssetType type, SignalName signal, Parameter parameter) {
        Range own = asset.limits().get(signal);
        if (own == null) {
            own = type.signal(signal).map(Signal::range).orElse(null);
        }
        Range said = parameter.range();
        Range limited = parameter.limitedBy() == null ? null : asset.limits().get(parameter.limitedBy());
        Range range = own;
        for (Range other : new Range[] {said, limited}) {
            range = range == null || other == null ? range : both(range, other);
        }
        return range;
    }

    private static @Nullable Range both(Range one, Range other) {
        double min = Math.max(one.min(), other.min());
        double max = Math.min(one.max(), other.max());
        return min <= max ? new Range(min, max) : null;
    }
}
