package dev.muster.assetmodel.registry;

import static dev.muster.assetmodel.registry.ModelFacts.geography;
import static dev.muster.assetmodel.registry.ModelFacts.putAsset;
import static dev.muster.assetmodel.registry.ModelFacts.type;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.assetmodel.command.ModelCommand;
import dev.muster.assetmodel.command.ModelCommand.PutProperties;
import dev.muster.assetmodel.command.ModelLimits;
import dev.muster.assetmodel.command.ModelReply.Reason;
import dev.muster.assetmodel.command.ModelReply.Rejected;
import dev.muster.assetmodel.document.AssetDocument;
import dev.muster.assetmodel.fact.Installation;
import dev.muster.assetmodel.fact.Properties;
import dev.muster.assetmodel.fact.PropertyKind;
import dev.muster.assetmodel.fact.Validity;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.DeviceId;
import dev.muster.assetmodel.mismatch.Reports;
import dev.muster.assetmodel.registry.decision.Decision;
import dev.muster.assetmodel.view.memory.ModelDriver;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is stated of an asset is said anew as a whole; what its device reports is added to what it reported before. */
class PropertiesTest {
    private static final AssetId ASSET = new AssetId("WT-07");

    private final ModelDriver model = new ModelDriver();

    @BeforeEach
    void register() {
        model.accepted(type("wind"));
        model.accepted(geography());
        model.accepted(putAsset("WT-07"));
    }

    @Test
    void shouldReplaceAllThatWasStated() {
        model.accepted(put(PropertyKind.EXPECTED, Map.of("firmware", "2.1", "ratedPower", "3.0"), null));
        model.passes(Duration.ofHours(1));
        model.accepted(put(PropertyKind.EXPECTED, Map.of("firmware", "2.2"), null));

        assertThat(at(PropertyKind.EXPECTED, 0)).containsOnlyKeys("firmware", "ratedPower");
        assertThat(at(PropertyKind.EXPECTED, 1)).isEqualTo(Map.of("firmware", "2.2"));
        assertThat(at(PropertyKind.DESIRED, 1)).isEmpty();
    }

    @Test
    void shouldAddWhatIsReportedToWhatWas() {
        model.accepted(reported(0, Map.of("firmware", "2.1", "ratedPower", "3.0")));
        model.accepted(reported(1, Map.of("firmware", "2.2")));

        assertThat(at(PropertyKind.REPORTED, 0)).isEqualTo(Map.of("firmware", "2.1", "ratedPower", "3.0"));
        assertThat(at(PropertyKind.REPORTED, 1)).isEqualTo(Map.of("firmware", "2.2", "ratedPower", "3.0"));
    }

    @Test
    void shouldRecordNothingThatIsSoAlreadyAndTellThatBeforehand() {
        ModelCommand first = reported(0, Map.of("firmware", "2.1", "ratedPower", "3.0"));
        assertThat(isNews(0, Map.of("firmware", "2.1"))).isTrue();
        model.accepted(first);

        assertThat(model.accepted(first)).isEmpty();
        assertThat(model.accepted(reported(2, Map.of("firmware", "2.1")))).isEmpty();
        assertThat(isNews(2, Map.of("firmware", "2.1"))).isFalse();
        assertThat(isNews(2, Map.of("firmware", "2.2"))).isTrue();
        assertThat(isNews(2, Map.of("color", "red"))).isTrue();
    }

    @Test
    void shouldTakeAReportThatComesLateForTheTimeUntilTheNext() {
        model.accepted(reported(3, Map.of("firmware", "2.2")));

        assertThat(isNews(1, Map.of("firmware", "2.1"))).isTrue();
        model.accepted(reported(1, Map.of("firmware", "2.1")));

        assertThat(at(PropertyKind.REPORTED, 2)).isEqualTo(Map.of("firmware", "2.1"));
        assertThat(at(PropertyKind.REPORTED, 3)).isEqualTo(Map.of("firmware", "2.2"));
        assertThat(isNews(1, Map.of("firmware", "2.1"))).isFalse();
    }

    @Test
    void shouldBeginAnewWithAnotherDevice() {
        model.accepted(reported(0, Map.of("firmware", "2.1", "ratedPower", "3.0")));
        model.accepted(new ModelCommand.InstallDevice(
                ASSET, new Installation(new DeviceId("D-2"), null, Map.of()), Validity.from(hour(2))));

        // What the old one said stands until the new one speaks.
        assertThat(at(PropertyKind.REPORTED, 2)).containsOnlyKeys("firmware", "ratedPower");
        assertThat(isNews(3, Map.of("firmware", "2.1"))).isTrue();
        model.accepted(reported(3, Map.of("firmware", "2.1")));

        assertThat(at(PropertyKind.REPORTED, 3)).isEqualTo(Map.of("firmware", "2.1"));
        model.accepted(reported(4, Map.of("ratedPower", "3.1")));
        assertThat(at(PropertyKind.REPORTED, 4)).isEqualTo(Map.of("firmware", "2.1", "ratedPower", "3.1"));
    }

    @Test
    void shouldRefuseAnUnknownAsset() {
        Rejected rejected = model.rejected(new PutProperties(
                new AssetId("no"), PropertyKind.REPORTED, new Properties(Map.of("firmware", "2.1")), null));

        assertThat(rejected.reason()).isEqualTo(Reason.UNKNOWN_REFERENCE);
        assertThat(rejected.field()).isEqualTo("asset");
    }

    @Test
    void shouldCountWhatIsReportedTogetherWithWhatWas() {
        Map<String, String> most = new TreeMap<>();
        for (int i = 0; i < ModelLimits.PROPERTIES_MAX; i++) {
            most.put("p" + i, "x");
        }
        model.accepted(reported(0, most));
        model.accepted(reported(1, Map.of("p0", "y")));

        Rejected rejected = model.rejected(reported(2, Map.of("one more", "x")));

        assertThat(rejected.reason()).isEqualTo(Reason.LIMIT);
        assertThat(rejected.field()).isEqualTo("properties");
    }

    @Test
    void shouldNotLetADeviceUseUpWhatIsLeftForPeople() {
        // given a device that always says something else
        Decision decision = null;
        int reports = 0;
        do {
            Map<String, String> news = Map.of("uptime", String.format("%0246d", reports));
            decision = model.decide(reported(reports++, news));
        } while (decision instanceof Decision.Accept && reports < 10_000);

        // then it was stopped, and people are not
        assertThat(((Decision.Reject) decision).rejection().reason()).isEqualTo(Reason.LIMIT);
        // A version has 200 + 6 + 246 characters, and n reports leave 2n - 1: each ends the one before it.
        int versions = 2 * (reports - 1) - 1;
        assertThat(versions * 452).isGreaterThanOrEqualTo(ModelLimits.REPORTED_CHARACTERS_MAX);
        assertThat((versions - 2) * 452).isLessThan(ModelLimits.REPORTED_CHARACTERS_MAX);
        model.catchUp();
        assertThat(model.accepted(put(PropertyKind.EXPECTED, Map.of("firmware", "2.1"), null)))
                .hasSize(1);
    }

    private PutProperties reported(int hour, Map<String, String> said) {
        return put(PropertyKind.REPORTED, said, Validity.from(hour(hour)));
    }

    private static PutProperties put(PropertyKind kind, Map<String, String> said, @Nullable Validity validity) {
        return new PutProperties(ASSET, kind, new Properties(said), validity);
    }

    private boolean isNews(int hour, Map<String, String> said) {
        return Reports.isNews(asset(), new Properties(said), hour(hour));
    }

    private Map<String, String> at(PropertyKind kind, int hour) {
        return asset().properties(kind).at(hour(hour)).orElse(Properties.NONE).values();
    }

    private AssetDocument asset() {
        return model.view.history().everythingOf(ASSET).orElseThrow();
    }

    private static Instant hour(int hour) {
        return ModelDriver.START.plus(Duration.ofHours(hour));
    }
}
