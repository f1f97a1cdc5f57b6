package dev.muster.gatling;

import dev.muster.gatling.subject.Subject;
import io.gatling.javaapi.core.Simulation;
import java.util.List;

/** Users come at a set rate, to each subject that was asked for: what a crowd does that does not wait for those before it. */
public final class OpenSimulation extends Simulation {
    public OpenSimulation() {
        Stage stage = Stage.open(LoadSettings.given());
        List<Subject> subjects = stage.chosen();
        setUp(subjects.stream()
                        .map(subject -> stage.atRate(subject, stage.settings().rate()))
                        .toList())
                .protocols(stage.protocol())
                .assertions(stage.assertions(subjects));
    }
}
