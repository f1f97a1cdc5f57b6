package dev.muster.gatling;

import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * What the command line gave, as system properties: Gatling makes its simulations itself.
 *
 * @param target the Muster that is asked, without a slash at the end
 * @param subjects by name
 * @param rate users who begin in a second, in open models
 * @param users at any time, in closed models
 * @param time how long users come
 * @param limit of 99 % of all answers
 */
record LoadSettings(URI target, List<String> subjects, double rate, int users, Duration time, Duration limit) {
    private static final String PREFIX = "muster.load.";

    LoadSettings {
        subjects = List.copyOf(subjects);
    }

    /** {@link IllegalStateException} names the property that is not there. */
    static LoadSettings given() {
        return new LoadSettings(
                URI.create(text("url").replaceAll("/+$", "")),
                List.of(text("subjects").split(",")),
                Double.parseDouble(text("rate")),
                Integer.parseInt(text("users")),
                Duration.ofSeconds(Long.parseLong(text("seconds"))),
                Duration.ofMillis(Long.parseLong(text("limit-ms"))));
    }

    private static String text(String name) {
        String value = System.getProperty(PREFIX + name, "");
        if (value.isBlank()) {
            throw new IllegalStateException(
                    "Expected the system property %s%s but there is none".formatted(PREFIX, name));
        }
        return value.strip();
    }
}
