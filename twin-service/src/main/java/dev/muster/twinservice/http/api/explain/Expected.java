package dev.muster.twinservice.http.api.explain;

import dev.muster.assetmodel.fact.Validity;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.type.AssetType;
import dev.muster.assetmodel.type.ExpectationSchedule;
import dev.muster.assetmodel.type.ExpectationSchedule.Daily;
import dev.muster.assetmodel.type.ExpectationSchedule.Daylight;
import dev.muster.assetmodel.type.ExpectationSchedule.Span;
import dev.muster.assetmodel.view.Asset;
import dev.muster.assetmodel.view.ModelView;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether the model expects an asset to report.
 *
 * @param since when that came to be so; {@code null}: it always was, or nobody knows
 * @param nextLook not before then it will be expected; {@code null}: it is, or nobody knows
 * @param schedule the kind of its type's schedule; {@code null}: the type is not known here
 */
record Expected(
        boolean now,
        @Nullable Instant since,
        @Nullable Instant nextLook,
        @Nullable String schedule) {
    static Expected of(Asset asset, @Nullable AssetType type, ModelView view, Instant now) {
        String schedule = type == null ? null : kind(type.expectation());
        Instant retired = asset.retiredFrom();
        if (retired != null && !retired.isAfter(now)) {
            return new Expected(false, retired, null, schedule);
        }
        AssetId id = asset.id();
        Optional<Instant> since = view.expectedSince(id);
        if (since.isPresent() || type == null) {
            boolean expected = since.isPresent() || !view.groupsOf(id).isEmpty();
            return new Expected(
                    expected, since.filter(at -> at.isAfter(Validity.BEGINNING)).orElse(null), null, schedule);
        }
        Span span = type.expectation().spanAt(now, asset.attributes());
        // The view lags behind the clock by a moment: what the span says of now may be what the view says in a second.
        return span.expected()
                ? new Expected(false, null, now, schedule)
                : new Expected(false, span.since(), span.until().equals(Instant.MAX) ? null : span.until(), schedule);
    }

    private static String kind(ExpectationSchedule schedule) {
        if (schedule instanceof Daily) {
            return "daily";
        }
        return schedule instanceof Daylight ? "daylight" : "always";
    }
}
