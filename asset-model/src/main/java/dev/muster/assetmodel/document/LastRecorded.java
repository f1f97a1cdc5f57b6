package dev.muster.assetmodel.document;

import dev.muster.assetmodel.fact.Fact;
import dev.muster.assetmodel.fact.Timeline;
import java.time.Instant;

/** When a timeline was last added to; the epoch for an empty one. */
final class LastRecorded {
    private LastRecorded() {}

    static Instant of(Timeline<?> timeline) {
        Instant last = Instant.EPOCH;
        for (Fact<?> fact : timeline.facts()) {
            Instant recordedAt = fact.recorded().recordedAt();
            last = recordedAt.isAfter(last) ? recordedAt : last;
        }
        return last;
    }

    static Instant later(Instant instant, Timeline<?> timeline) {
        Instant last = of(timeline);
        return last.isAfter(instant) ? last : instant;
    }
}
