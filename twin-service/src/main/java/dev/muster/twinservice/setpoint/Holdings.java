package dev.muster.twinservice.setpoint;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupKey;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The set-points that are held or released now. Changed in place. */
final class Holdings {
    private final SetPointPorts ports;
    /** By number: who was there first comes first. */
    private final Map<Long, Holding> byNumber = new TreeMap<>();

    Holdings(SetPointPorts ports) {
        this.ports = ports;
    }

    /** As after a restart. */
    void restart(SetPointBook book) {
        byNumber.clear();
        book.setPoints().forEach(setPoint -> take(book, setPoint.group(), ports.reader()));
    }

    /** Takes up what the book says of a group now; {@code null}: nothing. */
    @Nullable
    Holding take(SetPointBook book, GroupKey group, FleetReader reader) {
        SetPoint setPoint = book.find(group).orElse(null);
        byNumber.values()
                .removeIf(holding -> holding.setPoint().group().equals(group)
                        && (setPoint == null || holding.setPoint().number() != setPoint.number()));
        if (setPoint == null) {
            return null;
        }
        Holding holding =
                byNumber.computeIfAbsent(setPoint.number(), number -> new Holding(setPoint, reader, ports.settings()));
        holding.update(setPoint);
        return holding;
    }

    Collection<Holding> all() {
        return byNumber.values();
    }

    @Nullable
    Holding find(long number) {
        return byNumber.get(number);
    }

    /** Whether an asset is under a set-point that was there before. */
    Predicate<AssetId> earlierThan(Holding holding) {
        return heldBy(byNumber.values().stream()
                .filter(other -> other.setPoint().number() < holding.setPoint().number())
                .toList());
    }

    /** Whether an asset is under any other set-point. */
    Predicate<AssetId> otherThan(Holding holding) {
        return heldBy(byNumber.values().stream()
                .filter(other -> other.setPoint().number() != holding.setPoint().number())
                .toList());
    }

    private static Predicate<AssetId> heldBy(List<Holding> holdings) {
        List<Holding> inForce = holdings.stream()
                .filter(holding -> !holding.setPoint().isReleased())
                .toList();
        return asset -> inForce.stream().anyMatch(holding -> holding.holds(asset));
    }

    SetPointReply reply(Optional<SetPoint> setPoint) {
        return setPoint.map(known -> byNumber.get(known.number()))
                .<SetPointReply>map(Holding::found)
                .orElseGet(SetPointReply.None::new);
    }

    SetPointReply replyAll() {
        return new SetPointReply.All(byNumber.values().stream()
                .map(Holding::found)
                .map(found ->
                        new SetPointReply.Found(found.setPoint(), found.status().withoutMembers()))
                .toList());
    }
}
