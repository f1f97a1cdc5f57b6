package dev.muster.ingest;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.muster.assetmodel.telemetry.RefusalReason;
import java.util.Objects;

/** What a twin says of one observation. Travels between nodes, therefore the type names are fixed. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "verdict")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Verdict.Accepted.class, name = "accepted"),
    @JsonSubTypes.Type(value = Verdict.Duplicate.class, name = "duplicate"),
    @JsonSubTypes.Type(value = Verdict.Late.class, name = "late"),
    @JsonSubTypes.Type(value = Verdict.Refused.class, name = "refused")
})
public sealed interface Verdict {
    /** New, and newer than what the twin had: it is the latest now. Or a notice that was news. */
    record Accepted() implements Verdict {}

    /** The twin has had this one before: a redelivery, a sender's retry, or a notice that changes nothing. */
    record Duplicate() implements Verdict {}

    /** New, but measured before what the twin already has: history only. */
    record Late() implements Verdict {}

    /** Not plausible for this asset: goes to quarantine; {@code detail} says what was expected. */
    record Refused(RefusalReason reason, String detail) implements Verdict {
        public Refused {
            Objects.requireNonNull(reason, "reason");
            Objects.requireNonNull(detail, "detail");
        }
    }
}
