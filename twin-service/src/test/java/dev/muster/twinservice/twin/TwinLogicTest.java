package dev.muster.twinservice.twin;

import static dev.muster.twinservice.twin.TwinFixtures.START;
import static dev.muster.twinservice.twin.TwinFixtures.connected;
import static dev.muster.twinservice.twin.TwinFixtures.disconnected;
import static dev.muster.twinservice.twin.TwinFixtures.power;
import static dev.muster.twinservice.twin.TwinFixtures.sample;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.assetmodel.connectivity.Connectivity;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.assetmodel.telemetry.RefusalReason;
import dev.muster.assetmodel.telemetry.Sample;
import dev.muster.ingest.Observation;
import dev.muster.ingest.Verdict;
import dev.muster.twinservice.connectivity.ConnectivityInput;
import dev.muster.twinservice.connectivity.Lifecycle;
import dev.muster.twinservice.counter.ContinuedCounters;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class TwinLogicTest {
    private static final AssetId ASSET = new AssetId("WT-07");
    private static final Verdict ACCEPTED = new Verdict.Accepted();
    private static final Verdict DUPLICATE = new Verdict.Duplicate();
    private static final Verdict LATE = new Verdict.Late();

    private final OneAssetModel model = new OneAssetModel(ASSET::equals);
    private final TwinLogic logic = new TwinLogic(
            ASSET, model, new ContinuedCounters(model), TwinFixtures.settings().judging());
    private Lifecycle lifecycle = Lifecycle.NEW;

    @Test
    void shouldAnswerEachObservationInOrder() {
        // when
        Judgement judgement = judge(power(1), power(2), power(2), power(1), sample(3, OneAssetModel.POWER, 99));

        // then
        assertThat(judgement.verdicts().subList(0, 4)).containsExactly(ACCEPTED, ACCEPTED, DUPLICATE, DUPLICATE);
        assertThat(reasonOf(judgement.verdicts().get(4))).isEqualTo(RefusalReason.OUT_OF_RANGE);
        assertThat(logic.snapshot(TwinState.of(lifecycle), "here").verdicts().accepted())
                .isEqualTo(2);
        assertThat(logic.snapshot(TwinState.of(lifecycle), "here").verdicts().duplicate())
                .isEqualTo(2);
        assertThat(logic.snapshot(TwinState.of(lifecycle), "here").verdicts().refused())
                .isEqualTo(1);
    }

    @Test
    void shouldLeaveToHistoryWhatItCannotKnow() {
        // given
        judge(power(9));

        // when
        Judgement judgement = judge(power(1), power(2), power(10));
        BitSet rowsExist = new BitSet();
        rowsExist.set(1);

        // then
        assertThat(judgement.undecided()).containsExactly((Sample) power(1).telemetry(), (Sample) power(2).telemetry());
        assertThatThrownBy(judgement::decided).isInstanceOf(IllegalStateException.class);
        assertThat(logic.settle(judgement, rowsExist)).containsExactly(LATE, DUPLICATE, ACCEPTED);
    }

    @Test
    void shouldSeeWhateverItRefuses() {
        // when
        Judgement judgement = judge(sample(7, OneAssetModel.POWER, 99));

        // then
        assertThat(lifecycle.state().connectivity()).isEqualTo(Connectivity.ONLINE);
        assertThat(judgement.advanced()).isFalse();
        assertThat(logic.snapshot(TwinState.of(lifecycle), "here").lastSeen()).isEqualTo(START.plusSeconds(7));
        assertThat(logic.snapshot(TwinState.of(lifecycle), "here").signals()).isEmpty();
    }

    @Test
    void shouldTakeNoticesOnlyOnce() {
        assertThat(judge(connected(1, 1), connected(1, 1), disconnected(0, 2), disconnected(1, 3))
                        .verdicts())
                .containsExactly(ACCEPTED, DUPLICATE, DUPLICATE, ACCEPTED);
        assertThat(lifecycle.state().connectivity()).isEqualTo(Connectivity.OFFLINE);
    }

    @Test
    void shouldRefuseWhatWasMeasuredAfterRetirementByTheModel() {
        // given
        model.retireFrom(START.plusSeconds(5));

        // when
        Judgement judgement = judge(power(4), power(5), connected(1, 6));

        // then
        assertThat(judgement.verdicts().get(0)).isEqualTo(ACCEPTED);
        assertThat(reasonOf(judgement.verdicts().get(1))).isEqualTo(RefusalReason.RETIRED);
        assertThat(reasonOf(judgement.verdicts().get(2))).isEqualTo(RefusalReason.RETIRED);
        assertThat(lifecycle.session()).isNull();
    }

    @Test
    void shouldRefuseWhatWasMeasuredAfterSomebodyRetiredTheTwin() {
        // given
        lifecycle = lifecycle.applyAll(
                logic.decide(lifecycle, new ConnectivityInput.Retire(new Principal("anna")), START.plusSeconds(5))
                        .events());

        // then
        assertThat(judge(power(4)).verdicts()).containsExactly(ACCEPTED);
        assertThat(reasonOf(judge(power(5)).verdicts().get(0))).isEqualTo(RefusalReason.RETIRED);
        assertThat(lifecycle.state().connectivity()).isEqualTo(Connectivity.RETIRED);
        assertThat(logic.snapshot(TwinState.of(lifecycle), "here").lastSeen()).isEqualTo(START.plusSeconds(5));
    }

    @Test
    void shouldRefuseEverythingOfAnUnknownAsset() {
        // given
        TwinLogic stranger = new TwinLogic(
                new AssetId("nobody"),
                model,
                new ContinuedCounters(model),
                TwinFixtures.settings().judging());

        // when
        Judgement judgement = stranger.judge(Lifecycle.NEW, List.of(power(1), connected(1, 2)), START);

        // then
        assertThat(judgement.verdicts())
                .allSatisfy(verdict -> assertThat(reasonOf(verdict)).isEqualTo(RefusalReason.UNKNOWN_SOURCE));
        assertThat(judgement.verdicts()).hasSize(2);
        assertThat(judgement.events()).isEmpty();
    }

    @Test
    void shouldFollowTypeThatChanges() {
        // given
        assertThat(judge(sample(1, OneAssetModel.WIND, 9)).verdicts()).containsExactly(ACCEPTED);

        // when
        model.onlyPowerFromNowOn();

        // then
        assertThat(reasonOf(judge(sample(2, OneAssetModel.WIND, 9)).verdicts().get(0)))
                .isEqualTo(RefusalReason.UNKNOWN_SIGNAL);
    }

    @Test
    void shouldTellAggregationOfSummedSignalsOnly() {
        // when
        Judgement wind = judge(sample(1, OneAssetModel.WIND, 9));
        Judgement power = judge(power(2));

        // then
        assertThat(wind.advanced()).isFalse();
        assertThat(power.advanced()).isTrue();
        assertThat(logic.registers(null).values()).containsOnlyKeys(OneAssetModel.POWER);
    }

    @Test
    void shouldJudgeForgottenBatchAnew() {
        // given
        judge(power(9));
        logic.forget(judge(power(1)));

        // then
        assertThat(judge(power(1)).undecided()).hasSize(1);
    }

    private Judgement judge(Observation... observations) {
        Judgement judgement = logic.judge(lifecycle, List.of(observations), START);
        lifecycle = lifecycle.applyAll(judgement.events());
        return judgement;
    }

    private static RefusalReason reasonOf(Verdict verdict) {
        assertThat(verdict).isInstanceOf(Verdict.Refused.class);
        return ((Verdict.Refused) verdict).reason();
    }
}
