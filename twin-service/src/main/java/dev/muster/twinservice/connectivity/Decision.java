package dev.muster.twinservice.connectivity;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@link ConnectivityRules} decided.
 *
 * @param events to persist, then apply, in this order; may be empty, also when nothing was rejected: then what was asked for
 *     is so already
 * @param rejection why the input was not followed, "Expected … but …"; the events stand nevertheless, because they are what
 *     time alone brought about
 */
public record Decision(
        List<ConnectivityEvent> events, @Nullable String rejection) {
    static final Decision NOTHING = new Decision(List.of(), null);

    static Decision of(ConnectivityEvent... events) {
        return new Decision(List.of(events), null);
    }

    static Decision rejected(String rejection) {
        return new Decision(List.of(), rejection);
    }
}
