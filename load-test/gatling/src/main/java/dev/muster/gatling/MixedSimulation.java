package dev.muster.gatling;

import dev.muster.gatling.subject.Subject;
import dev.muster.gatling.subject.Subjects;
import io.gatling.javaapi.core.PopulationBuilder;
import io.gatling.javaapi.core.Simulation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Everything at once, in shares of the rate as a busy control room and its gateways may have them; live readers by number. */
public final class MixedSimulation extends Simulation {
    public MixedSimulation() {
        Stage stage = Stage.open(LoadSettings.given());
        Subjects subjects = stage.subjects();
        double rate = stage.settings().rate();
        Map<Subject, Double> rates = new LinkedHashMap<>();
        rates.put(subjects.aggregates(), rate / 2);
        rates.put(subjects.twins(), rate / 4);
        rates.put(subjects.history(), rate / 10);
        rates.put(subjects.telemetry(), rate / 10);
        rates.put(subjects.commands(), rate / 20);
        List<PopulationBuilder> populations = new ArrayList<>();
        rates.forEach((subject, share) -> populations.add(stage.atRate(subject, share)));
        List<Subject> all = new ArrayList<>(rates.keySet());
        Subject live = subjects.live();
        all.add(live);
        populations.add(stage.byUsers(live, stage.settings().users()));
        setUp(populations).protocols(stage.protocol()).assertions(stage.assertions(all));
    }
}
