package dev.muster.assetmodel.view.memory;

import dev.muster.assetmodel.identity.TypeId;
import dev.muster.assetmodel.type.AssetType;
import dev.muster.assetmodel.type.ExpectationSchedule;
import dev.muster.assetmodel.type.ExpectationSchedule.Daylight;
import dev.muster.assetmodel.type.ExpectationSchedule.Span;
import dev.muster.assetmodel.view.Asset;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whether assets are expected, by the schedules of their types. Where it does not depend on the asset, all of a type share one
 * answer: most of a fleet turns at one instant. Used by the applying thread only.
 */
final class Expectations {
    private final Map<TypeId, ExpectationSchedule> schedules = new HashMap<>();
    private final Map<TypeId, Span> shared = new HashMap<>();

    void define(AssetType type) {
        schedules.put(type.id(), type.expectation());
        shared.remove(type.id());
    }

    /** {@code null} while the asset's type is not known. */
    @Nullable
    Span of(Asset asset, Instant now) {
        ExpectationSchedule schedule = schedules.get(asset.type());
        if (schedule == null || schedule instanceof Daylight) {
            return schedule == null ? null : schedule.spanAt(now, asset.attributes());
        }
        Span known = shared.get(asset.type());
        if (known == null || !known.covers(now)) {
            known = schedule.spanAt(now, Map.of());
            shared.put(asset.type(), known);
        }
        return known;
    }
}
