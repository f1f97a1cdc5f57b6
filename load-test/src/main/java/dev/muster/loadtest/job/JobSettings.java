package dev.muster.loadtest.job;

import dev.muster.loadtest.fleet.SimulatedFleet;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/**
 * What the fleet job is told by its environment: {@code MUSTER_URL}, {@code KAFKA}, {@code UNITS}, {@code MINUTES}.
 *
 * @param kafka brokers to begin with
 * @param duration zero: until it is stopped
 */
record JobSettings(URI muster, String kafka, int units, Duration duration) {
    private static final int MINUTES_MAX = 10_080;

    /** {@link IllegalArgumentException} says which variable expects what. */
    static JobSettings from(Map<String, String> environment) {
        return new JobSettings(
                uri(text(environment, "MUSTER_URL")),
                text(environment, "KAFKA"),
                number(
                        environment.getOrDefault("UNITS", Integer.toString(SimulatedFleet.UNITS_DEFAULT)),
                        "UNITS",
                        SimulatedFleet.UNITS_MIN,
                        SimulatedFleet.UNITS_MAX),
                Duration.ofMinutes(number(environment.getOrDefault("MINUTES", "0"), "MINUTES", 0, MINUTES_MAX)));
    }

    private static String text(Map<String, String> environment, String name) {
        String value = environment.getOrDefault(name, "").strip();
        if (value.isEmpty()) {
            throw new IllegalArgumentException(
                    "Expected a variable %s in the environment but there is none".formatted(name));
        }
        return value;
    }

    private static URI uri(String text) {
        if (!text.matches("https?://[^/\\s]+/?")) {
            throw new IllegalArgumentException("Expected MUSTER_URL as http://host:port but got '%s'".formatted(text));
        }
        return URI.create(text);
    }

    private static int number(String text, String name, int min, int max) {
        try {
            int number = Integer.parseInt(text.strip());
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Answered below, as a number out of range is.
        }
        throw new IllegalArgumentException(
                "Expected %s as a whole number from %d to %d but got '%s'".formatted(name, min, max, text));
    }
}
