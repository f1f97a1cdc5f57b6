package dev.muster.twinservice.http.api.promise;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.twinservice.promise.PromiseKey;
import dev.muster.twinservice.promise.PromiseQuery;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;

/** A place in a list of promises, as an opaque text for URLs. */
final class PromiseCursor {
    private static final int PARTS = 3;

    private PromiseCursor() {}

    static String of(PromiseQuery.Position position) {
        // Properties can hold any character, the bar too: theirs is the rest.
        String text = "%s|%s|%s"
                .formatted(
                        position.since(), position.key().asset(), position.key().property());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
    }

    /** Reads what {@link #of} wrote; {@link IllegalArgumentException} for anything else. */
    static PromiseQuery.Position parse(String cursor) {
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(cursor), UTF_8).split("\\|", PARTS);
            if (parts.length == PARTS) {
                return new PromiseQuery.Position(
                        Instant.parse(parts[0]), new PromiseKey(new AssetId(parts[1]), parts[2]));
            }
        } catch (IllegalArgumentException | DateTimeException e) {
            // Answered below, as a cursor of the wrong number of parts is.
        }
        throw new IllegalArgumentException("Expected a cursor that this list gave as next but got another");
    }
}
