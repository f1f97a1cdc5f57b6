package dev.muster.twinservice.connectivity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.assetmodel.connectivity.Connectivity;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.twinservice.connectivity.ConnectivityEvent.OfflineCause;
import dev.muster.twinservice.connectivity.ConnectivityEvent.WentOffline;
import dev.muster.twinservice.connectivity.ConnectivityInput.BeginMaintenance;
import dev.muster.twinservice.connectivity.ConnectivityInput.Connect;
import dev.muster.twinservice.connectivity.ConnectivityInput.Disconnect;
import dev.muster.twinservice.connectivity.ConnectivityInput.EndMaintenance;
import dev.muster.twinservice.connectivity.ConnectivityInput.Overdue;
import dev.muster.twinservice.connectivity.ConnectivityInput.Reinstate;
import dev.muster.twinservice.connectivity.ConnectivityInput.Retire;
import dev.muster.twinservice.connectivity.ConnectivityInput.Seen;
import dev.muster.twinservice.connectivity.ConnectivityInput.TimePassed;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the footnotes of the table say: old news, fences, order. */
class ConnectivityRulesTest {
    private static final SourceId OLD_DEVICE = new SourceId("old-device");
    private static final SourceId NEW_DEVICE = new SourceId("new-device");
    private static final Principal ANNA = new Principal("anna");

    private Lifecycle lifecycle = Lifecycle.NEW;
    private @Nullable Instant lastSeen;

    @Test
    void shouldIgnoreLateDisconnectOfOlderEpoch() {
        // given
        given(new Connect(OLD_DEVICE, 1, at(1)), new Connect(OLD_DEVICE, 2, at(2)));

        // when
        Decision decision = when(new Disconnect(OLD_DEVICE, 1, at(3)));

        // then
        assertThat(decision.events()).isEmpty();
        assertThat(lifecycle.state().connectivity()).isEqualTo(Connectivity.ONLINE);
    }

    @Test
    void shouldIgnoreConnectOfSessionThatIsClosed() {
        // given
        given(new Connect(OLD_DEVICE, 1, at(1)), new Disconnect(OLD_DEVICE, 1, at(2)));

        // when both are delivered again
        assertThat(when(new Connect(OLD_DEVICE, 1, at(1))).events()).isEmpty();
        assertThat(when(new Disconnect(OLD_DEVICE, 1, at(2))).events()).isEmpty();

        // then
        assertThat(lifecycle.state().connectivity()).isEqualTo(Connectivity.OFFLINE);
    }

    @Test
    void shouldGoOnlineByNewerEpochWhateverTheOrderOfArrival() {
        // given
        given(new Connect(OLD_DEVICE, 1, at(1)), new Disconnect(OLD_DEVICE, 1, at(5)));

        // when
        when(new Connect(OLD_DEVICE, 2, at(5)));

        // then
        assertThat(lifecycle.state().connectivity()).isEqualTo(Connectivity.ONLINE);
    }

    @Test
    void shouldCloseSessionWhoseConnectWasNeverSeen() {
        // given
        given(new Connect(OLD_DEVICE, 1, at(1)));

        // when
        when(new Disconnect(OLD_DEVICE, 2, at(3)));

        // then
        assertThat(lifecycle.session()).isEqualTo(new Session(OLD_DEVICE, 2, false, at(3)));
        assertThat(lifecycle.state()).isEqualTo(new ConnectivityState.Offline(at(3), at(3), OfflineCause.DISCONNECTED));
    }

    @Test
    void shouldNotLetReplacedDeviceDisconnectItsSuccessor() {
        // given
        given(new Connect(OLD_DEVICE, 7, at(1)), new Connect(NEW_DEVICE, 0, at(5)));

        // when
        Decision decision = when(new Disconnect(OLD_DEVICE, 7, at(4)));

        // then
        assertThat(decision.events()).isEmpty();
        assertThat(lifecycle.session()).isEqualTo(new Session(NEW_DEVICE, 0, true, at(5)));
    }

    @Test
    void shouldComeBackByNewerSampleButNotByOneOnItsWay() {
        // given
        given(new Connect(OLD_DEVICE, 1, at(1)), new Disconnect(OLD_DEVICE, 1, at(5)));

        // when
        Decision before = when(new Seen(OLD_DEVICE, at(4)));
        Decision same = when(new Seen(OLD_DEVICE, at(5)));
        Decision after = when(new Seen(OLD_DEVICE, at(5).plusMillis(1)));

        // then
        assertThat(before.events()).isEmpty();
        assertThat(same.events()).isEmpty();
        assertThat(after.events()).hasSize(1);
        assertThat(lifecycle.state().connectivity()).isEqualTo(Connectivity.ONLINE);
    }

    @Test
    void shouldNotGoOfflineByDisconnectThatSamplesHaveOvertaken() {
        // given
        given(new Connect(OLD_DEVICE, 1, at(1)), new Seen(OLD_DEVICE, at(9)));

        // when
        when(new Disconnect(OLD_DEVICE, 1, at(8)));

        // then
        assertThat(lifecycle.session()).isEqualTo(new Session(OLD_DEVICE, 1, false, at(8)));
        assertThat(lifecycle.state().connectivity()).isEqualTo(Connectivity.ONLINE);
    }

    @Test
    void shouldIgnoreOverdueWhenTwinHasSeenSomethingNewer() {
        // given
        given(new Seen(OLD_DEVICE, at(1)), new Seen(OLD_DEVICE, at(9)));

        // then
        assertThat(when(new Overdue(at(40), at(8))).events()).isEmpty();
        assertThat(when(new Overdue(at(40), at(9))).events())
                .containsExactly(new WentOffline(at(9), at(40), OfflineCause.OVERDUE));
    }

    @Test
    void shouldIgnoreOverdueOlderThanTheTransitionThatAWokenTwinRemembers() {
        // given a twin that woke without knowing what it last saw
        given(new Seen(OLD_DEVICE, at(10)));
        lastSeen = null;

        // then
        assertThat(when(new Overdue(at(40), at(9))).events()).isEmpty();
    }

    @Test
    void shouldMovePresenceDuringMaintenance() {
        // given
        given(new Seen(OLD_DEVICE, at(1)), new BeginMaintenance(ANNA, at(100)), new Overdue(at(40), at(1)));
        assertThat(lifecycle.state().connectivity()).isEqualTo(Connectivity.MAINTENANCE);

        // when
        when(new EndMaintenance(ANNA));

        // then
        assertThat(lifecycle.state()).isEqualTo(new ConnectivityState.Offline(at(1), at(40), OfflineCause.OVERDUE));
    }

    @Test
    void shouldRenewMaintenanceKeepingItsBegin() {
        // given
        given(new BeginMaintenance(ANNA, at(100)));

        // when
        Decision same = when(new BeginMaintenance(ANNA, at(100)));
        when(new BeginMaintenance(new Principal("bert"), at(200)));

        // then
        assertThat(same.events()).isEmpty();
        assertThat(lifecycle.state())
                .isEqualTo(new ConnectivityState.Maintenance(
                        new Principal("bert"), at(0), at(200), new ConnectivityState.Expected(null)));
    }

    @Test
    void shouldRejectMaintenanceThatEndsNowOrIsForRetiredAsset() {
        assertThat(when(new BeginMaintenance(ANNA, at(0))).rejection())
                .startsWith("Expected the maintenance to end after");
        assertThat(when(new BeginMaintenance(ANNA, at(0).plusMillis(1))).rejection())
                .isNull();

        given(new Retire(ANNA));
        assertThat(when(new BeginMaintenance(ANNA, at(9))).rejection()).startsWith("Expected an asset in service but");
    }

    @Test
    void shouldRejectAndYetExpireOldMaintenance() {
        // given
        given(new BeginMaintenance(ANNA, at(10)));

        // when
        Decision decision = ConnectivityRules.decide(lifecycle, new BeginMaintenance(ANNA, at(10)), null, at(10));

        // then
        assertThat(decision.rejection()).isNotNull();
        assertThat(decision.events()).containsExactly(new ConnectivityEvent.MaintenanceExpired(at(10)));
    }

    @Test
    void shouldReinstateNeverSeenAssetAsExpected() {
        // given
        given(new Retire(ANNA));

        // when
        when(new Reinstate(ANNA));

        // then
        assertThat(lifecycle.state()).isEqualTo(new ConnectivityState.Expected(at(0)));
        when(new TimePassed());
        when(new Seen(OLD_DEVICE, at(1)));
        assertThat(lifecycle.state().connectivity()).isEqualTo(Connectivity.ONLINE);
    }

    @Test
    void shouldKeepLastTransitionsOnly() {
        // when
        for (int i = 0; i < Lifecycle.RECENT_MAX + 5; i++) {
            given(new Connect(OLD_DEVICE, i, at(i)));
        }

        // then
        assertThat(lifecycle.recent()).hasSize(Lifecycle.RECENT_MAX);
        assertThat(lifecycle.recent().get(Lifecycle.RECENT_MAX - 1).at()).isEqualTo(at(Lifecycle.RECENT_MAX + 4));
    }

    @Test
    void shouldRefuseToApplyWhatIsNeverDecided() {
        assertThatThrownBy(() -> lifecycle.apply(new ConnectivityEvent.MaintenanceExpired(at(1))))
                .isInstanceOf(IllegalStateException.class);
    }

    private void given(ConnectivityInput... inputs) {
        for (ConnectivityInput input : inputs) {
            when(input);
        }
    }

    private Decision when(ConnectivityInput input) {
        if (input instanceof Seen seen && (lastSeen == null || seen.receivedAt().isAfter(lastSeen))) {
            lastSeen = seen.receivedAt();
        }
        Decision decision = ConnectivityRules.decide(lifecycle, input, lastSeen, at(0));
        lifecycle = lifecycle.applyAll(decision.events());
        return decision;
    }

    private static Instant at(int second) {
        return Instant.parse("2030-01-01T00:00:00Z").plusSeconds(second);
    }
}
