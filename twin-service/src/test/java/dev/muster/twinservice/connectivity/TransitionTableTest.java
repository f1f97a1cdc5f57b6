package dev.muster.twinservice.connectivity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.assetmodel.identity.Principal;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.twinservice.connectivity.ConnectivityEvent.MaintenanceBegan;
import dev.muster.twinservice.connectivity.ConnectivityEvent.MaintenanceEnded;
import dev.muster.twinservice.connectivity.ConnectivityEvent.MaintenanceExpired;
import dev.muster.twinservice.connectivity.ConnectivityEvent.OfflineCause;
import dev.muster.twinservice.connectivity.ConnectivityEvent.OnlineCause;
import dev.muster.twinservice.connectivity.ConnectivityEvent.Reinstated;
import dev.muster.twinservice.connectivity.ConnectivityEvent.SessionClosed;
import dev.muster.twinservice.connectivity.ConnectivityEvent.SessionOpened;
import dev.muster.twinservice.connectivity.ConnectivityEvent.WentOffline;
import dev.muster.twinservice.connectivity.ConnectivityEvent.WentOnline;
import dev.muster.twinservice.connectivity.ConnectivityInput.BeginMaintenance;
import dev.muster.twinservice.connectivity.ConnectivityInput.Connect;
import dev.muster.twinservice.connectivity.ConnectivityInput.Disconnect;
import dev.muster.twinservice.connectivity.ConnectivityInput.EndMaintenance;
import dev.muster.twinservice.connectivity.ConnectivityInput.Overdue;
import dev.muster.twinservice.connectivity.ConnectivityInput.Reinstate;
import dev.muster.twinservice.connectivity.ConnectivityInput.Retire;
import dev.muster.twinservice.connectivity.ConnectivityInput.Seen;
import dev.muster.twinservice.connectivity.ConnectivityInput.TimePassed;
import dev.muster.twinservice.connectivity.ConnectivityState.Expected;
import dev.muster.twinservice.connectivity.ConnectivityState.Maintenance;
import dev.muster.twinservice.connectivity.ConnectivityState.Offline;
import dev.muster.twinservice.connectivity.ConnectivityState.Online;
import dev.muster.twinservice.connectivity.ConnectivityState.Retired;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every input in every state, as the table in {@link ConnectivityRules} has it; the news is fresh in all of them. */
class TransitionTableTest {
    private static final SourceId SOURCE = new SourceId("WT-07");
    private static final Principal ANNA = new Principal("anna");
    private static final Principal BERT = new Principal("bert");
    private static final Instant BEFORE = Instant.parse("2030-01-01T00:00:00Z");
    private static final Instant NOW = Instant.parse("2030-01-01T01:00:00Z");
    private static final Instant LATER = Instant.parse("2030-01-01T02:00:00Z");

    private static final Map<Class<?>, ConnectivityState> STATES = Map.of(
            Expected.class, new Expected(null),
            Online.class, new Online(BEFORE),
            Offline.class, new Offline(BEFORE, BEFORE.plusSeconds(30), OfflineCause.OVERDUE),
            Maintenance.class, new Maintenance(ANNA, BEFORE, LATER, new Online(BEFORE)),
            Retired.class, new Retired(ANNA, BEFORE));

    private static final Map<Class<?>, ConnectivityInput> INPUTS = Map.of(
            Seen.class, new Seen(SOURCE, NOW),
            Connect.class, new Connect(SOURCE, 4, NOW),
            Disconnect.class, new Disconnect(SOURCE, 3, NOW),
            Overdue.class, new Overdue(NOW, BEFORE),
            BeginMaintenance.class, new BeginMaintenance(BERT, LATER),
            EndMaintenance.class, new EndMaintenance(BERT),
            TimePassed.class, new TimePassed(),
            Retire.class, new Retire(BERT),
            Reinstate.class, new Reinstate(BERT));

    private static final WentOnline SAMPLED = new WentOnline(SOURCE, OnlineCause.SAMPLE, NOW);
    private static final WentOnline CONNECTED = new WentOnline(SOURCE, OnlineCause.CONNECTED, NOW);
    private static final SessionOpened OPENED = new SessionOpened(SOURCE, 4, NOW);
    private static final SessionClosed CLOSED = new SessionClosed(SOURCE, 3, NOW);
    private static final WentOffline DISCONNECTED = new WentOffline(NOW, NOW, OfflineCause.DISCONNECTED);
    private static final WentOffline OVERDUE = new WentOffline(BEFORE, NOW, OfflineCause.OVERDUE);
    private static final MaintenanceBegan BEGAN = new MaintenanceBegan(BERT, NOW, LATER);
    private static final ConnectivityEvent.Retired RETIRED = new ConnectivityEvent.Retired(BERT, NOW);

    private record Row(Class<?> input, Class<?> state, List<ConnectivityEvent> events, boolean rejected) {
        @Override
        public String toString() {
            return input.getSimpleName() + " when " + state.getSimpleName();
        }
    }

    private static List<Row> table() {
        List<Row> rows = new ArrayList<>();
        row(rows, Seen.class, List.of(SAMPLED), List.of(), List.of(SAMPLED), List.of(), List.of());
        row(
                rows,
                Connect.class,
                List.of(OPENED, CONNECTED),
                List.of(OPENED),
                List.of(OPENED, CONNECTED),
                List.of(OPENED),
                List.of());
        row(
                rows,
                Disconnect.class,
                List.of(CLOSED, DISCONNECTED),
                List.of(CLOSED, DISCONNECTED),
                List.of(CLOSED),
                List.of(CLOSED, DISCONNECTED),
                List.of());
        row(rows, Overdue.class, List.of(), List.of(OVERDUE), List.of(), List.of(OVERDUE), List.of());
        row(rows, BeginMaintenance.class, List.of(BEGAN), List.of(BEGAN), List.of(BEGAN), List.of(BEGAN));
        rows.add(new Row(BeginMaintenance.class, Retired.class, List.of(), true));
        row(
                rows,
                EndMaintenance.class,
                List.of(),
                List.of(),
                List.of(),
                List.of(new MaintenanceEnded(BERT, NOW)),
                List.of());
        row(rows, TimePassed.class, List.of(), List.of(), List.of(), List.of(), List.of());
        row(rows, Retire.class, List.of(RETIRED), List.of(RETIRED), List.of(RETIRED), List.of(RETIRED), List.of());
        row(
                rows,
                Reinstate.class,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(new Reinstated(BERT, NOW), new WentOffline(BEFORE, NOW, OfflineCause.REINSTATED)));
        return rows;
    }

    @SafeVarargs
    private static void row(List<Row> rows, Class<?> input, List<? extends ConnectivityEvent>... events) {
        List<Class<?>> states = List.of(Expected.class, Online.class, Offline.class, Maintenance.class, Retired.class);
        for (int i = 0; i < events.length; i++) {
            rows.add(new Row(input, states.get(i), List.copyOf(events[i]), false));
        }
    }

    @ParameterizedTest
    @MethodSource("table")
    void shouldFollowTable(Row row) {
        // given
        Lifecycle given = new Lifecycle(state(row.state()), new Session(SOURCE, 3, true, BEFORE), List.of());
        ConnectivityInput input = Objects.requireNonNull(INPUTS.get(row.input()));
        Instant lastSeen = input instanceof ConnectivityInput.Received ? NOW : BEFORE;

        // when
        Decision decision = ConnectivityRules.decide(given, input, lastSeen, NOW);

        // then
        assertThat(decision.events()).isEqualTo(row.events());
        assertThat(decision.rejection() != null).isEqualTo(row.rejected());
        assertThat(given.applyAll(decision.events())).isNotNull();
    }

    @Test
    void shouldHaveRowForEveryInputInEveryState() {
        // given
        List<Class<?>> inputs = leaves(ConnectivityInput.class).toList();
        List<Class<?>> states = leaves(ConnectivityState.class).toList();

        // then
        assertThat(INPUTS).containsOnlyKeys(inputs);
        assertThat(STATES).containsOnlyKeys(states);
        assertThat(table()).hasSize(inputs.size() * states.size());
        assertThat(table().stream().map(Row::toString))
                .containsExactlyInAnyOrderElementsOf(inputs.stream()
                        .flatMap(input ->
                                states.stream().map(state -> input.getSimpleName() + " when " + state.getSimpleName()))
                        .toList());
    }

    @Test
    void shouldEndMaintenanceBeforeAnyInputOnceItsTimeIsOver() {
        // given
        Lifecycle given = new Lifecycle(state(Maintenance.class), null, List.of());

        for (ConnectivityInput input : INPUTS.values()) {
            // when
            Decision justBefore = ConnectivityRules.decide(given, input, BEFORE, LATER.minusMillis(1));
            Decision at = ConnectivityRules.decide(given, input, BEFORE, LATER);

            // then
            assertThat(justBefore.events()).doesNotHaveAnyElementsOfTypes(MaintenanceExpired.class);
            assertThat(at.events()).startsWith(new MaintenanceExpired(LATER));
            assertThat(given.applyAll(at.events()).state()).isNotInstanceOf(Maintenance.class);
        }
    }

    private static ConnectivityState state(Class<?> type) {
        return Objects.requireNonNull(STATES.get(type));
    }

    private static Stream<Class<?>> leaves(Class<?> type) {
        return type.isSealed()
                ? Stream.of(type.getPermittedSubclasses()).flatMap(TransitionTableTest::leaves)
                : Stream.of(type);
    }
}
