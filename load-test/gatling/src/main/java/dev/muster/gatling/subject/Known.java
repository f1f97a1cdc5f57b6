package dev.muster.gatling.subject;

import io.gatling.javaapi.core.Session;
import java.util.Objects;

/** What a user knows, out of its feeder or an earlier answer. */
final class Known {
    private Known() {}

    static String text(Session user, String key) {
        return Objects.requireNonNull(user.getString(key), key);
    }
}
