package dev.muster.gatling;

import dev.muster.gatling.subject.Subject;
import io.gatling.javaapi.core.Simulation;
import java.util.List;

/** A set number of users for each subject that was asked for, as fast as they are answered: how much goes through. */
public final class ClosedSimulation extends Simulation {
    public ClosedSimulation() {
        Stage stage = Stage.open(LoadSettings.given());
        List<Subject> subjects = stage.chosen();
        setUp(subjects.stream()
                        .map(subject -> stage.byUsers(subject, stage.settings().users()))
                        .toList())
                .protocols(stage.protocol())
                .assertions(stage.assertions(subjects));
    }
}
