package dev.muster.twinservice.cluster;

import com.typesafe.config.Config;
import java.time.Duration;
import java.util.List;

/**
 * The steps in which a node leaves, in their order, each with the longest time that it may take. Whoever stops a node must not kill it
 * before their sum has passed.
 */
public record ShutdownPhases(List<Phase> phases) {
    private static final String PATH = "akka.coordinated-shutdown.phases.";
    private static final List<String> IN_ORDER = List.of(
            "before-service-unbind",
            "service-unbind",
            "service-requests-done",
            "service-stop",
            "before-cluster-shutdown",
            "cluster-sharding-shutdown-region",
            "cluster-leave",
            "cluster-exiting",
            "cluster-exiting-done",
            "cluster-shutdown",
            "before-actor-system-terminate",
            "actor-system-terminate");

    /** One step. */
    public record Phase(String name, Duration atMost) {}

    public ShutdownPhases {
        phases = List.copyOf(phases);
    }

    /** As {@code akka.coordinated-shutdown} says. */
    public static ShutdownPhases of(Config config) {
        return new ShutdownPhases(IN_ORDER.stream()
                .map(name -> new Phase(name, config.getDuration(PATH + name + ".timeout")))
                .toList());
    }

    /** The longest that a node takes to leave. */
    public Duration sum() {
        return phases.stream().map(Phase::atMost).reduce(Duration.ZERO, Duration::plus);
    }

    /** {@link IllegalArgumentException} where something that drains could take longer than the step that waits for it. */
    public void requireRoomFor(Config config) {
        within(config, "muster.cluster.leave-after", "before-service-unbind");
        within(config, "muster.http.drain-timeout", "service-requests-done");
        within(config, "muster.ingest.drain-timeout", "service-stop");
        within(config, "muster.command.acks.drain-timeout", "service-stop");
    }

    private void within(Config config, String key, String name) {
        Duration atMost = phases.stream()
                .filter(phase -> phase.name().equals(name))
                .findFirst()
                .orElseThrow()
                .atMost();
        Duration given = config.getDuration(key);
        if (given.compareTo(atMost) >= 0) {
            throw new IllegalArgumentException(
                    "Expected %s below %s%s.timeout, %s, but got %s".formatted(key, PATH, name, atMost, given));
        }
    }
}
