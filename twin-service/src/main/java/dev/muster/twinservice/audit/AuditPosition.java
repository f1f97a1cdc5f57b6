package dev.muster.twinservice.audit;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.CommandId;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Comparator;

/**
 * A place in a list of commands: behind this one. It names the command in full, so that nothing is lost or repeated where many
 * were accepted in one millisecond, and it stays valid whatever is written meanwhile.
 *
 * @param acceptedAt to the millisecond, as lists are ordered
 */
public record AuditPosition(Instant acceptedAt, AssetId asset, CommandId id) {
    /** As lists are read: newest first, then as the store orders keys, downwards. */
    static final Comparator<AuditPosition> NEWEST_FIRST = Comparator.comparing(AuditPosition::acceptedAt)
            .thenComparing(AuditPosition::asset)
            .thenComparing(AuditPosition::id)
            .reversed();

    private static final int PARTS = 3;

    public AuditPosition {
        acceptedAt = acceptedAt.truncatedTo(ChronoUnit.MILLIS);
    }

    /** As an opaque text for URLs. */
    public String cursor() {
        String text = acceptedAt.toEpochMilli() + "|" + asset + "|" + id;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** Reads what {@link #cursor} wrote; {@link IllegalArgumentException} for anything else. */
    public static AuditPosition parse(String cursor) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII);
            String[] parts = text.split("\\|", -1);
            if (parts.length == PARTS) {
                Instant acceptedAt = Instant.ofEpochMilli(Long.parseLong(parts[0]));
                AuditQuery.day(acceptedAt);
                return new AuditPosition(acceptedAt, new AssetId(parts[1]), new CommandId(parts[2]));
            }
        } catch (IllegalArgumentException | ArithmeticException | DateTimeException e) {
            // Answered below, as a cursor of the wrong number of parts is.
        }
        throw new IllegalArgumentException("Expected a cursor that this list gave as next but got another");
    }
}
