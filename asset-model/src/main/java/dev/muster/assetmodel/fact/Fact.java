package dev.muster.assetmodel.fact;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * One version of one fact: what was held true of which time, since when, and until when it was believed.
 *
 * @param superseded when and by whom a later version took its place; {@code null}: believed
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Fact<T>(
        T value,
        Validity validity,
        Recorded recorded,
        @Nullable Recorded superseded) {
    boolean believed() {
        return superseded == null;
    }

    Fact<T> supersededBy(Recorded later) {
        return new Fact<>(value, validity, recorded, later);
    }
}
