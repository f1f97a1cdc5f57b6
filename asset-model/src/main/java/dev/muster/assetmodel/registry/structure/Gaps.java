package dev.muster.assetmodel.registry.structure;

import dev.muster.assetmodel.fact.Fact;
import dev.muster.assetmodel.fact.Validity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Stretches of time of which nothing is said. */
final class Gaps {
    private Gaps() {}

    /** @param facts in the order of time; may overlap */
    static List<Validity> between(List<? extends Fact<?>> facts, Validity during) {
        List<Validity> gaps = new ArrayList<>();
        Instant from = during.validFrom();
        for (Fact<?> fact : facts) {
            if (!fact.validity().overlaps(during)) {
                continue;
            }
            if (fact.validity().validFrom().isAfter(from)) {
                gaps.add(new Validity(from, fact.validity().validFrom()));
            }
            Instant to = fact.validity().validTo();
            if (to == null) {
                return gaps;
            }
            from = to.isAfter(from) ? to : from;
        }
        if (during.validTo() == null || from.isBefore(during.validTo())) {
            gaps.add(new Validity(from, during.validTo()));
        }
        return gaps;
    }
}
