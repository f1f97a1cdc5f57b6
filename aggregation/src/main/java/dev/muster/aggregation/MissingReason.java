package dev.muster.aggregation;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Why an expected member does not count, and since when it is said not to. Exclusive; where several hold, the first in
 * this order is the reason.
 */
public enum MissingReason {
    /** Taken out on purpose. Since the work began. */
    @JsonProperty("maintenance")
    MAINTENANCE,
    /** Nothing was ever received of it. Since it is expected. */
    @JsonProperty("neverReported")
    NEVER_REPORTED,
    /**
     * Its twin says that the connection is lost (or that it retired, while the model still expects it). Since then.
     */
    @JsonProperty("offline")
    OFFLINE,
    /**
     * Muster itself is behind with reading what came in, so a value in time may be waiting there. Since the moment up to
     * which it has read, its watermark; not known: since the aggregator started.
     */
    @JsonProperty("ingestBehind")
    INGEST_BEHIND,
    /**
     * Muster restarted or the model changed, and the member is not known again yet. Since the aggregator started, since
     * the member, or its signal, came into the roster, or since the group stopped speaking of the members that its
     * parent expects in it.
     */
    @JsonProperty("recovering")
    RECOVERING,
    /**
     * Connected, but this signal is silent for longer than its type allows. Since the last arrival of the signal; none
     * ever: since the member is connected.
     */
    @JsonProperty("staleSignal")
    STALE_SIGNAL,
    /**
     * The device itself calls the value bad. Since it does so without a break, as far as this aggregator saw: the
     * arrival of the first bad value of the run; one that restarts begins the run anew with the stored value.
     */
    @JsonProperty("badQuality")
    BAD_QUALITY,
    /**
     * A part of the tree does not answer, or runs on a node that cannot be reached. Since it was last heard of; never: since
     * it was expected.
     */
    @JsonProperty("unreachable")
    UNREACHABLE;

    private static final Map<String, MissingReason> BY_NAME =
            Stream.of(values()).collect(Collectors.toUnmodifiableMap(MissingReason::written, reason -> reason));

    /**
     * As it stands in messages. A name of a newer build is {@link #RECOVERING} to this one: whom it speaks of is missing all the same,
     * and without this a parent that is not upgraded yet could read nothing of what the group says.
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static MissingReason named(String name) {
        return BY_NAME.getOrDefault(name, RECOVERING);
    }

    private static String written(MissingReason reason) {
        try {
            return MissingReason.class
                    .getField(reason.name())
                    .getAnnotation(JsonProperty.class)
                    .value();
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException("Every constant is a field", e);
        }
    }
}
