package dev.muster.gatling.subject;

import dev.muster.gatling.model.Model;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;

/** All there are, over one model. */
public final class Subjects {
    private final Model model;
    private final Clock clock;

    public Subjects(Model model, Clock clock) {
        this.model = model;
        this.clock = clock;
    }

    public List<Subject> all() {
        return List.of(aggregates(), twins(), history(), commands(), telemetry(), live());
    }

    /** {@link IllegalArgumentException}: there is none of this name. */
    public Subject named(String name) {
        Supplier<Subject> subject =
                switch (name) {
                    case "aggregates" -> this::aggregates;
                    case "twins" -> this::twins;
                    case "history" -> this::history;
                    case "commands" -> this::commands;
                    case "telemetry" -> this::telemetry;
                    case "live" -> this::live;
                    default -> throw new IllegalArgumentException("Expected a subject but got '%s'".formatted(name));
                };
        return subject.get();
    }

    public Subject aggregates() {
        return new AggregateReads(model);
    }

    public Subject twins() {
        return new TwinReads(model);
    }

    public Subject history() {
        return new HistoryReads(model, clock);
    }

    public Subject commands() {
        return new Commands(model);
    }

    public Subject telemetry() {
        return new TelemetryPosts(model, clock);
    }

    public Subject live() {
        return new LiveReaders(model);
    }
}
