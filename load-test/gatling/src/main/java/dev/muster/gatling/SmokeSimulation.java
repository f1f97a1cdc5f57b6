package dev.muster.gatling;

import dev.muster.gatling.subject.Subject;
import io.gatling.javaapi.core.Simulation;
import java.util.List;

/** A few users for every subject: that each of them works, and that it is checked. Measures nothing. */
public final class SmokeSimulation extends Simulation {
    public SmokeSimulation() {
        Stage stage = Stage.open(LoadSettings.given());
        List<Subject> subjects = stage.subjects().all();
        setUp(subjects.stream()
                        .map(subject -> stage.steadily(subject, stage.settings().rate()))
                        .toList())
                .protocols(stage.protocol())
                .assertions(stage.assertions(subjects));
    }
}
