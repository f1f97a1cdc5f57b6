package dev.muster.assetmodel.registry.decision;

import static dev.muster.assetmodel.command.ModelReply.Reason.CONFLICT;
import static dev.muster.assetmodel.command.ModelReply.Reason.INVALID;

import dev.muster.assetmodel.command.ModelReply.Rejected;
import dev.muster.assetmodel.fact.ModelEvent;
import dev.muster.assetmodel.fact.Timeline;
import dev.muster.assetmodel.fact.TimelineChange;
import dev.muster.assetmodel.fact.Validity;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A wish for a value during some time, made a decision by the rules of {@link TimelineChange}. */
public record Change<T>(T value, Instant from, @Nullable Instant to, String prefix) {
    /** From {@code wish}, or from {@code otherwise} on. */
    public static <T> Change<T> of(T value, @Nullable Validity wish, Instant otherwise) {
        return wish == null
                ? new Change<>(value, otherwise, null, "")
                : new Change<>(value, wish.validFrom(), wish.validTo(), "");
    }

    /** @param own what the system that speaks said before */
    public Decision decide(Timeline<T> own, Function<Validity, ModelEvent> event) {
        Optional<Rejected> untimely =
                FieldRules.time(prefix + "validFrom", from).or(() -> FieldRules.time(prefix + "validTo", to));
        if (untimely.isPresent()) {
            return new Decision.Reject(untimely.get());
        }
        TimelineChange change = TimelineChange.plan(own, value, from, to);
        if (change instanceof TimelineChange.Empty) {
            return Decision.reject(
                    INVALID, prefix + "validTo", "Expected validTo after validFrom %s but got %s".formatted(from, to));
        }
        if (change instanceof TimelineChange.Overlap overlap) {
            return Decision.reject(
                    CONFLICT,
                    prefix + "validTo",
                    "Expected validTo at or before %s, where what is recorded next begins, but got %s"
                            .formatted(overlap.next(), to));
        }
        return change instanceof TimelineChange.Place place
                ? Decision.accept(event.apply(place.validity()))
                : Decision.accept();
    }
}
