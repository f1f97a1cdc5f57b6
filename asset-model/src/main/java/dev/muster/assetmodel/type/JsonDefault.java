package dev.muster.assetmodel.type;

import org.jspecify.annotations.Nullable;

/**
 * What JSON leaves out: the values of fields that came later and that older documents do not have. So a type that says
 * nothing new has the bytes that it always had. Jackson asks {@code equals}.
 */
final class JsonDefault {
    @Override
    public boolean equals(@Nullable Object value) {
        return value == Reporting.INTERVAL || value instanceof ExpectationSchedule.Always;
    }

    @Override
    public int hashCode() {
        return 0;
    }
}
